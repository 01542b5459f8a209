// It is the plugin's id and the name of its kind, too. The validationRegex of archetype-metadata.xml is not looked at in batch mode.
String name = request.artifactId
if (!(name ==~ /[a-z][a-z0-9-]{0,63}/)) {
  new File(request.outputDirectory, name).deleteDir()
  throw new IllegalArgumentException(
      "artifactId: \"" + name + "\" (expected: a lower-case letter, then lower-case letters, digits or -, at most 64; it is the plugin's id, too)")
}
