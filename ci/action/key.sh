#!/usr/bin/env bash
# Where the program is kept, and under which key: that of a release, or of the sources that this action comes with.
set -euo pipefail

hash_of() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}

root=$GITHUB_ACTION_PATH/../..
if [ -n "$VERSION" ]; then
    what=v$VERSION
else
    what=$(cd "$root" && find Cargo.toml Cargo.lock src -type f | LC_ALL=C sort | while read -r file; do
        echo "$file"
        hash_of <"$file"
    done | hash_of | cut -c 1-16)
fi
{
    echo "folder=$RUNNER_TEMP/isogloss"
    echo "key=isogloss-$RUNNER_OS-$RUNNER_ARCH-$what"
} >>"$GITHUB_OUTPUT"
