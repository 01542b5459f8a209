package io.weir.plugin.acme.issuer;

import io.weir.api.config.Doc;
import io.weir.api.config.Secret;

/** Section {@code eab}: what binds the account to one that the CA's operator knows. */
public record EabConfig(
    @Doc("The id of the key that the CA gave out.") String kid,
    @Doc("That key, in base64url as the CA gave it out.") Secret hmac) {}
