#!/usr/bin/env bash
# usage: tell-failure.sh TITLE GUIDE FILE...
# Opens the issue of this title, or updates it where it is open: one issue, however many nights fail. Its text links the
# run and GUIDE (a page of the repository that says what to do), and holds the first of the files that is there. Needs gh,
# GH_TOKEN and GitHub's own variables.
set -euo pipefail
title=$1
guide=$2
shift 2
body=$(mktemp)
repository=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY
echo "[The run that found it]($repository/actions/runs/$GITHUB_RUN_ID) · [What to do]($repository/blob/HEAD/$guide)" > "$body"
for file in "$@"; do
  if [ -s "$file" ]; then
    # An issue takes 65,536 characters.
    { echo; head -c 60000 "$file"; } >> "$body"
    break
  fi
done
number=$(gh issue list --repo "$GITHUB_REPOSITORY" --state open --limit 1000 --json number,title \
  | TITLE=$title node -e '
    const issues = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    console.log(issues.find(({ title }) => title === process.env.TITLE)?.number ?? "");')
if [ -n "$number" ]; then
  gh issue edit "$number" --repo "$GITHUB_REPOSITORY" --body-file "$body"
else
  gh issue create --repo "$GITHUB_REPOSITORY" --title "$title" --body-file "$body"
fi
