using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity.CompanyAccounts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>Gives and takes roles as the company's sign-in service says them. The last lead stays one, whatever it says.</summary>
internal sealed class FollowAccountRoles(IDbContextFactory<RolloutDb> dbs, GiveRole give, TakeRole take) : IRolesFromAccount
{
    public async Task RunAsync(PersonId person, bool? leads, bool? facilitates, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = await db.People.Where(p => p.Id == person).Select(p => new { p.IsLead, p.IsFacilitator }).SingleAsync(ct);
        await FollowAsync(person, GivenRole.Lead, now.IsLead, leads, ct);
        await FollowAsync(person, GivenRole.Facilitator, now.IsFacilitator, facilitates, ct);
    }

    // The last lead stays, and roles need an e-mail address. A refused change of roles does not stop the sign-in.
    private async Task FollowAsync(PersonId person, GivenRole role, bool holds, bool? should, CancellationToken ct)
    {
        if (should == true && !holds)
        {
            await Refusals.IgnoreAsync(RoleRules.OnlyForWhoCanSignIn, () => give.RunAsync(person, role, ct));
        }
        else if (should == false && holds)
        {
            await Refusals.IgnoreAsync(RoleRules.SomeoneLeads, () => take.RunAsync(person, role, evenWhileNeeded: true, ct));
        }
    }
}
