using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.FirstStart;

/// <summary>The initial data of an empty installation.</summary>
public sealed record FirstRollout(FirstLead Lead, string Branch, Place Place, string Platform, string PlatformAddress, string Company, string Brand, IReadOnlyList<string> Languages, string HouseRules, bool SendTest);

/// <summary>The lead of the rollout.</summary>
public sealed record FirstLead(string GivenName, string Infix, string FamilyName, string Email, string? PersonnelNumber, string Language);

/// <summary>Starts the rollout of an empty installation, with the lead and their branch. Of two concurrent attempts, one wins.</summary>
public sealed class StartRollout(IDbContextFactory<RolloutDb> dbs, SetupKey setupKey, RolloutSettingsCache currentRollout, SiteUrl site, IClock clock)
{
    /// <exception cref="BrokenRuleException">A <see cref="FirstStartRules"/>, RolloutRules, BranchRules or PersonRules rule is broken.</exception>
    public async Task<SignInResult> RunAsync(string? key, FirstRollout first, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        FirstStartRules.NotStartedYet.Ensure(!await db.Rollouts.AnyAsync(ct));
        FirstStartRules.KeyIsRight.Ensure(setupKey.Is(key));

        var branch = Branch.Open(first.Branch, BranchCode.Propose(first.Branch, new HashSet<string>()), first.Place.Country, first.Place.Zone, 1);
        var lead = LeadOf(branch, first.Lead);
        var now = clock.GetCurrentInstant();
        var rollout = RolloutSettings.Start(first.Platform, first.Company, first.Brand, first.Languages, first.HouseRules, first.Place.Zone, isDemo: false, now);
        rollout.FoundAt(first.PlatformAddress, site.BaseAddress);
        db.Add(rollout);
        db.Add(branch);
        db.Add(lead);
        if (first.SendTest)
        {
            db.Add(TryMail.MailOf(rollout, lead, site, now));
        }

        await SaveOnceAsync(db, ct);
        setupKey.UseUp();
        currentRollout.Forget();
        return new SignInResult(lead.Id, true, lead.Language);
    }

    private static Person LeadOf(Branch branch, FirstLead who)
    {
        var lead = Person.Employ(branch.Id, who.GivenName.Trim(), who.Infix.Trim(), who.FamilyName.Trim(), who.PersonnelNumber, who.Email, null, branch.Country);
        lead.SetLanguage(who.Language);
        lead.Lead();
        return lead;
    }

    // The rollout's primary key is unique, so the second of two concurrent attempts saves nothing at all.
    private async Task SaveOnceAsync(RolloutDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            await using var look = await dbs.CreateDbContextAsync(ct);
            FirstStartRules.NotStartedYet.Ensure(!await look.Rollouts.AnyAsync(ct));
            throw;
        }
    }
}

/// <summary>Rules about the first start.</summary>
public static class FirstStartRules
{
    public static readonly Rule KeyIsRight = new("first-start.key-is-right");
    public static readonly Rule NotStartedYet = new("first-start.not-started-yet");
}
