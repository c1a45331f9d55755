#!/usr/bin/env bash
# mailparser 3.14.2 (npm): what it makes of List-Unsubscribe, the header behind the "unsubscribe" button of a mail program.
#
# RFC 2369 (section 2): the header is a list of addresses (URLs) in angle brackets, in the order in which the sender would have them used, and
# whitespace inside the brackets is to be ignored. mailparser takes them for mail addresses first and sorts them out afterwards:
# - an https address with "@" in it, which RFC 3986 (3.3) allows in a path and a query, is given as the address to mail to, and there is no url;
# - of two https addresses only the last is given, the one that the sender wanted least;
# - an https address that a relay folded inside the brackets keeps a space where the fold was.
# No issue about it was found.
#
# What it means: a link to unsubscribe holds no "@" (escape it as %40), is the only https address of the header, and is folded before its "<".
# Needs: node and npm. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund mailparser@3.14.2 >/dev/null

cat > read.mjs <<'X'
import { simpleParser } from 'mailparser';
const headers = {
  'one address': '<https://rollout.example/stop/1>',
  'folded before it': '\r\n <https://rollout.example/stop/1>',
  'mail and https': '<mailto:stop@rollout.example?subject=stop>, <https://rollout.example/stop/1>',
  'with %40': '<https://rollout.example/stop/jan%40company.example>',
  'with @': '<https://rollout.example/stop/jan@company.example>',
  'with @, and a mail': '<https://rollout.example/stop/jan@company.example>, <mailto:stop@rollout.example>',
  'two https': '<https://rollout.example/first>, <https://rollout.example/second>',
  'folded inside': '<https://rollout.example/stop?\r\n t=1>',
};
for (const [what, value] of Object.entries(headers)) {
  const mail = await simpleParser(`From: a@rollout.example\r\nSubject: x\r\nList-Unsubscribe: ${value}\r\n\r\nx\r\n`);
  console.log(`${what}: ${JSON.stringify(mail.headers.get('list').unsubscribe)}`);
}
X
node read.mjs | tee seen

diff seen - <<'X' && echo "As described."
one address: {"url":"https://rollout.example/stop/1"}
folded before it: {"url":"https://rollout.example/stop/1"}
mail and https: {"mail":"stop@rollout.example?subject=stop","url":"https://rollout.example/stop/1"}
with %40: {"url":"https://rollout.example/stop/jan%40company.example"}
with @: {"mail":"https://rollout.example/stop/jan@company.example"}
with @, and a mail: {"mail":"stop@rollout.example"}
two https: {"url":"https://rollout.example/second"}
folded inside: {"url":"https://rollout.example/stop? t=1"}
X
