package io.weir.plugin.srv;

import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/**
 * What the DNS says of a name.
 *
 * @param exists whether there is such a name at all
 * @param records those of the type that was asked for
 * @param message what the server sent with them
 * @param lifetime how long it holds
 */
record Answer(boolean exists, List<Record> records, Message message, Duration lifetime) {}
