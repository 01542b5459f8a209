package io.weir.plugin.json;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HttpUrl;
import io.weir.api.web.WebAccess;
import java.util.Optional;

/** The keys of {@code servers.X.discovery} for kind {@code json}. */
public record JsonConfig(
    @Doc("Where a JSON array with an object for each backend is read from.") HttpUrl jsonEndpoint,
    @Doc("Where the host is in an object: a dotted path, `[n]` for places in arrays.")
        @Default("host")
        JsonPath jsonHostPattern,
    @Doc("Where the port is, a text or a number.") @Default("port") JsonPath jsonPortPattern,
    @Doc("Where the weight is; 1 if there is none.") @Default("weight") JsonPath jsonWeightPattern,
    @Doc("Where the priority is; 1 if there is none.") @Default("priority")
        JsonPath jsonPriorityPattern,
    @Doc("Where the server name is; none if there is none.") @Default("sni")
        JsonPath jsonSniPattern,
    @Doc("Where the limit of connections is; none if there is none.") @Default("max_connections")
        JsonPath jsonMaxConnectionsPattern,
    @Doc("How weir is let in there.") Optional<WebAccess> jsonAccess) {

  /** An empty path means the same as one that is left out: gobetween's sample has some. */
  public JsonConfig {
    jsonHostPattern = jsonHostPattern.orIfEmpty("host");
    jsonPortPattern = jsonPortPattern.orIfEmpty("port");
    jsonWeightPattern = jsonWeightPattern.orIfEmpty("weight");
    jsonPriorityPattern = jsonPriorityPattern.orIfEmpty("priority");
    jsonSniPattern = jsonSniPattern.orIfEmpty("sni");
    jsonMaxConnectionsPattern = jsonMaxConnectionsPattern.orIfEmpty("max_connections");
  }
}
