package io.weir.plugin.acme.dns;

/** Puts TXT records into the DNS, and takes them away; others of the same name stay. */
interface TxtRecords {

  /**
   * Adds one; returns once the DNS was told.
   *
   * @return the name under which it is there, another one if a CNAME leads to it
   */
  String add(String name, String value) throws Exception;

  /** Takes one away; one that is not there is no error. */
  void remove(String name, String value) throws Exception;
}
