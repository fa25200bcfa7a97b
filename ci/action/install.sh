#!/usr/bin/env bash
# Builds the program, unless the cache has brought it.
set -euo pipefail

name=isogloss
[ "$RUNNER_OS" = Windows ] && name=isogloss.exe
program=$FOLDER/bin/$name
if [ ! -x "$program" ]; then
    if [ -n "$VERSION" ]; then
        # A release is a tag of the repository that the action comes from.
        from=(--git "$GITHUB_SERVER_URL/$GITHUB_ACTION_REPOSITORY" --tag "v$VERSION" isogloss)
    else
        from=(--path "$GITHUB_ACTION_PATH/../..")
    fi
    cargo install --locked --root "$FOLDER" "${from[@]}"
fi
"$program" --version
echo "program=$program" >>"$GITHUB_OUTPUT"
