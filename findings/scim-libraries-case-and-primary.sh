#!/usr/bin/env bash
# scim-patch 0.8.3, scimmy 1.3.5 and scim2-parse-filter 0.2.10 (npm): what servers for provisioning (SCIM) in JavaScript are built from.
#
# RFC 7643 2.1: names of attributes do not distinguish capitals. Given "DisplayName", scim-patch adds a second attribute beside displayName and
# reports success, so the person keeps the old name; scimmy refuses the operation. "UserName eq" is found by scim2-parse-filter, whatever the
# capitals of the name, but its value is compared exactly although userName is caseExact false (RFC 7643 8.7.1): a client that looks a person up
# before creating them creates a second one.
# RFC 7644 3.5.2: when a value becomes primary the server takes it away from the others. Both scim-patch and scimmy leave two primary addresses;
# which one a reader then takes depends on their order.
#
# What it means: fold names before patching, compare userName without capitals, and settle the primary value oneself after each operation.
# Needs: node and npm. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund scim-patch@0.8.3 scimmy@1.3.5 scim2-parse-filter@0.2.10 >/dev/null

cat > patch.mjs <<'P'
import scimPatchModule from 'scim-patch';
import SCIMMY from 'scimmy';
import filters from 'scim2-parse-filter';

const person = () => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'Jan@company.example', displayName: 'Jan', meta: {},
  emails: [{ type: 'work', value: 'jan@company.example', primary: true }] });
const operations = {
  'a name in capitals': [{ op: 'replace', path: 'DisplayName', value: 'Jan Smit' }],
  'a new primary address': [{ op: 'add', path: 'emails', value: [{ type: 'home', value: 'jan@home.example', primary: true }] }],
};
const shown = p => JSON.stringify(Object.fromEntries(Object.entries(p).filter(([name]) => /displayname/i.test(name)))) + ', primary: '
  + p.emails.filter(mail => mail.primary).map(mail => mail.value).join(' and ');

for (const [what, Operations] of Object.entries(operations)) {
  console.log(`${what}, scim-patch: ${shown(scimPatchModule.scimPatch(person(), structuredClone(Operations)))}`);
  try {
    const patch = new SCIMMY.Messages.PatchOp({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: structuredClone(Operations) });
    console.log(`${what}, scimmy: ${shown(await patch.apply(new SCIMMY.Schemas.User(person(), 'inout')))}`);
  } catch (refusal) {
    console.log(`${what}, scimmy: ${refusal.constructor.name}`);
  }
}
for (const query of ['USERNAME eq "Jan@company.example"', 'userName eq "jan@company.example"'])
  console.log(`${query}: ${filters.filter(filters.parse(query))(person()) ? 'found' : 'not found'}`);
P
node patch.mjs | tee seen

diff seen - <<'P' && echo "As described."
a name in capitals, scim-patch: {"displayName":"Jan","DisplayName":"Jan Smit"}, primary: jan@company.example
a name in capitals, scimmy: SCIMError
a new primary address, scim-patch: {"displayName":"Jan"}, primary: jan@company.example and jan@home.example
a new primary address, scimmy: {"displayName":"Jan"}, primary: jan@company.example and jan@home.example
USERNAME eq "Jan@company.example": found
userName eq "jan@company.example": not found
P
