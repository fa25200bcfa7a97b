#!/usr/bin/env python3
"""Checks groups of pages with isogloss on a Spark cluster.

    spark-submit ci/spark/check.py GROUPS OUTPUT [PROGRAM]

GROUPS are files of lines of JSON, each a group with its pages: {"key": "a", "source": "en", "documents": [{"language":
"en", "path": "a.en.md", "text": "…"}, …]}. Each line is answered by one in OUTPUT: {"key": …, "diagnostics": […],
"error": null}. PROGRAM is isogloss as the workers find it.
"""

import shlex
import sys

from pyspark.sql import SparkSession


def main():
    """Pipe the groups of each partition through one isogloss."""
    groups, output, *program = sys.argv[1:]
    command = shlex.join([*(program or ["isogloss"]), "check", "--stdin-groups", "--fail-on", "never", "--threads", "1"])
    spark = SparkSession.builder.appName("isogloss").getOrCreate()
    # A failing program fails its task, and Spark says so.
    spark.sparkContext.textFile(groups).pipe(command, checkCode=True).saveAsTextFile(output)
    spark.stop()


if __name__ == "__main__":
    main()
