// What Spark needs in a generated image beside its Python package.

/** Spark 3.3 to 4 run on Java 17, which Debian 12 has; `isDebian12` is false for the base images of conda and pixi. */
export const javaLines = (isDebian12: boolean): string => `
# Spark runs on Java, and its scripts use ps. Java finds the name and the home of the user in /etc/passwd only.
RUN apt-get update && \\
    apt-get install -y --no-install-recommends ${isDebian12 ? 'openjdk-17-jre-headless' : 'default-jre-headless'} procps && \\
    rm -rf /var/lib/apt/lists/* && \\
    echo 'kedro:x:1000:0:kedro:/home/kedro:/usr/sbin/nologin' >> /etc/passwd
`;

/** After the installation of the requirements: the version has to be that of the Hadoop in pyspark. */
export const hadoopLines = `

# Spark reads S3 as s3a:// with hadoop-aws, in the version of its own Hadoop. Spark itself downloads it, with what it needs.
RUN jars=$(python -c "import pyspark; print(pyspark.__path__[0] + '/jars')") && \\
    hadoop=$(basename "$jars"/hadoop-client-api-*.jar .jar | sed 's/hadoop-client-api-//') && \\
    python -c "from pyspark.sql import SparkSession; SparkSession.builder.master('local[1]').config('spark.jars.ivy', '/tmp/ivy').config('spark.jars.packages', 'org.apache.hadoop:hadoop-aws:$hadoop').getOrCreate().stop()" && \\
    cp /tmp/ivy/jars/*.jar "$jars" && \\
    rm -r /tmp/ivy`;
