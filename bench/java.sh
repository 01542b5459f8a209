# Sourced by the scripts beside it: finds a Java 25 and the compiled benchmark. Sets "java"; expects "bench".
fail() {
  echo "bench: $1" >&2
  exit 1
}

java=
for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
  if [[ -x $home/bin/java ]] && grep -q '^JAVA_VERSION="25[."]' "$home/release" 2>/dev/null; then
    java=$home/bin/java
    break
  fi
done
[[ -n $java ]] || fail "a Java 25 is needed: install one, or set JAVA_HOME to it."
[[ -f $bench/target/classpath ]] || fail "it is not compiled yet: mvn package -pl bench -am -DskipTests"
