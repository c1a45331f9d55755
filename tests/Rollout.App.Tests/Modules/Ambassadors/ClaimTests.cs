using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>What ambassadors claim, what colleagues say, and whose word counts.</summary>
public sealed class ClaimTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_claim_is_shown_and_mailed_once_and_counts_when_the_colleague_confirms_it(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var sanne = app.Visitor(the.SannesPerson);
        var page = await sanne.GetAsync($"/my/colleagues/{the.Bas.Id}/claim");
        Assert.Contains("Did Bas van Loon complete the profile with you today?", page.Text, StringComparison.Ordinal);

        await sanne.SubmitAsync(page, "claim");
        var again = await sanne.SubmitAsync(page, "claim");

        Assert.Contains("You said so before", again.Text, StringComparison.Ordinal);
        Assert.Matches("Bas van Loon\\s+Not confirmed", (await sanne.GetAsync("/my/colleagues")).Text);
        await using var db = the.Database.CreateDbContext();
        Assert.Empty(db.Credits);
        Assert.Null((await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
        Assert.Equal(1, await db.Outbox.CountAsync(m => m.About == "invitation"));

        await the.AcceptAsync(the.Sanne.Code, the.Bas, InvitationChannel.Mail);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        Assert.Matches("Bas van Loon\\s+Counts", (await sanne.GetAsync("/my/colleagues")).Text);
        Assert.Equal(CreditEvidence.MatchingFacts, (await db.Credits.SingleAsync()).Evidence);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_can_let_claims_count_from_then_on_and_taking_that_back_takes_no_credit_away(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var priya = A.Person(the.Gent, "Priya Ramdin");
        the.Database.Given(priya);
        await the.ClaimAsync(the.SannesPerson, priya);

        await the.DefineAsync(new(Confirmations: true, Imports: true, Claims: true));
        await the.ClaimAsync(the.SannesPerson, the.Bas);
        await the.DefineAsync(CountingEvidence.BuiltIn, replaces: 2);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);

        await using var db = the.Database.CreateDbContext();
        var credit = await db.Credits.SingleAsync();
        Assert.Equal((the.Bas.Id, CreditEvidence.Claimed, 2), (credit.Colleague, credit.Evidence, credit.Definition));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Where_only_imports_count_a_confirmation_is_kept_and_waits(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.DefineAsync(new(Confirmations: false, Imports: true, Claims: false));
        await the.AcceptAsync(the.Sanne.Code, the.Bas);

        await the.ConfirmAsync(the.Sanne.Code, the.Bas);

        Assert.Equal(InvitationViewState.Told, await the.StandAsync(the.Sanne.Code, the.Bas));
        await using var db = the.Database.CreateDbContext();
        Assert.Empty(db.Credits);
        Assert.False((await db.ProfileEvidence.SingleAsync()).Counts);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Claiming_everyone_at_once_is_refused_above_what_is_to_go(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var colleagues = Enumerable.Range(0, 14).Select(i => A.Person(the.Gent, $"Colleague {i}")).ToList();
        the.Database.Given([.. colleagues]);

        var outcomes = await Task.WhenAll(colleagues.Select(c => Task.Run(async () =>
        {
            try
            {
                await the.ClaimAsync(the.SannesPerson, c);
                return null;
            }
            catch (Domain.SharedKernel.BrokenRuleException refused)
            {
                return refused.Rule;
            }
        })));

        Assert.Equal(4, outcomes.Count(o => o == ClaimRules.FitsRemainingQuota));
        Assert.Equal(10, await the.Database.CreateDbContext().Claims.CountAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_claim_is_for_colleagues_of_the_own_branch_only(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var brugge = A.Branch("Brugge");
        var elsewhere = A.Person(brugge);
        the.Database.Given(brugge, elsewhere);

        await Refused.ByAsync(ClaimRules.OwnBranchOnly, () => the.ClaimAsync(the.SannesPerson, elsewhere));
        await Refused.ByAsync(ClaimRules.NotForOneself, () => the.ClaimAsync(the.SannesPerson, the.SannesPerson));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.ClaimAsync(the.Bas, elsewhere));
        the.Clock.Now = Instant.FromUtc(2026, 12, 9, 9, 0);
        await Refused.ByAsync(ClaimRules.TermIsOpen, () => the.ClaimAsync(the.SannesPerson, the.Bas));
    }
}
