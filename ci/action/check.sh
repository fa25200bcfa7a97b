#!/usr/bin/env bash
# Checks, with the findings in the log, in the summary of the step and as SARIF. It does not fail on findings: what it
# has written is to be handed on first.
set -euo pipefail

sarif=$RUNNER_TEMP/isogloss.sarif
markdown=$RUNNER_TEMP/isogloss.md
rm -f "$sarif" "$markdown"

checked=()
while IFS= read -r path; do
    [ -n "$path" ] && checked+=("$path")
done <<<"$PATHS"
[ ${#checked[@]} -gt 0 ] || checked=(.)
arguments=("--format=$FORMAT" "--fail-on=$FAIL_ON" "--output=sarif=$sarif" "--output=markdown=$markdown")
[ -n "$SINCE" ] && arguments+=("--since=$SINCE")

code=0
# The summary is written once, below, whatever the format.
env -u GITHUB_STEP_SUMMARY "$ISOGLOSS" check "${arguments[@]}" -- "${checked[@]}" || code=$?
[ -f "$markdown" ] && cat "$markdown" >>"$GITHUB_STEP_SUMMARY"
{
    echo "exit-code=$code"
    [ -f "$sarif" ] && echo "sarif=$sarif"
} >>"$GITHUB_OUTPUT"
exit 0
