using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>A colleague contradicts an ambassador's claim.</summary>
public sealed class ContradictedClaimTests
{
    private static readonly CountingEvidence ClaimsToo = new(Confirmations: true, Imports: true, Claims: true);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task From_the_mail_or_from_what_is_kept_about_them_a_colleague_says_so_and_it_counts_no_more(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.DefineAsync(ClaimsToo);
        await the.ClaimAsync(the.SannesPerson, the.Bas);
        Assert.Single(the.Database.CreateDbContext().Credits);
        var mail = the.Database.CreateDbContext().Outbox.Single(m => m.About == "invitation");
        Assert.Equal("Sanne de Bruijn says that you completed your profile together", mail.Subject);
        Assert.Contains($"/i/{the.Sanne.Code}/not-right?me=", mail.EmailContent, StringComparison.Ordinal);

        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var bas = app.Visitor(the.Bas);
        Assert.Contains("Sanne de Bruijn said on 23 November 2026 to have helped you", (await bas.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        var page = await bas.GetAsync($"/i/{the.Sanne.Code}/not-right");
        Assert.Single(the.Database.CreateDbContext().Credits); // opening it changes nothing
        var kept = await bas.FollowAsync(await bas.SubmitAsync(page, "not-right"));
        await bas.SubmitAsync(page, "not-right");

        Assert.Contains("Noted: that is not right", kept.Text, StringComparison.Ordinal);
        Assert.Contains("You said that it is not right", (await bas.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        Assert.Contains("The colleague says otherwise", (await app.Visitor(the.SannesPerson).GetAsync("/my/colleagues")).Text, StringComparison.Ordinal);
        await using var db = the.Database.CreateDbContext();
        Assert.Equal((0, 0, A.Monday), (await db.Credits.CountAsync(), await db.ProfileEvidence.CountAsync(), (await db.Claims.SingleAsync()).ContradictedAt));
        Assert.Null((await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
        await Refused.ByAsync(ClaimRules.IsNotClaimedYet, () => the.ClaimAsync(the.SannesPerson, the.Bas));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_else_can_say_so_and_matching_facts_are_no_proof(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.ClaimAsync(the.SannesPerson, the.Bas);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        Assert.Contains("There is nothing here to contradict", (await app.Visitor(the.Lead).GetAsync($"/i/{the.Sanne.Code}/not-right")).Text, StringComparison.Ordinal);
        Assert.Contains("There is nothing here to contradict", (await app.Visitor().GetAsync($"/i/{the.Sanne.Code}/not-right")).Text, StringComparison.Ordinal);
        Assert.Contains("There is nothing here to contradict", (await app.Visitor(the.Bas, proven: false).GetAsync($"/i/{the.Sanne.Code}/not-right")).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => ContradictAsync(the, the.Sanne, the.Bas, CreditEvidence.MatchingFacts));
        await ContradictAsync(the, the.Sanne, the.Lead);
        Assert.Null((await the.Database.CreateDbContext().Claims.SingleAsync()).ContradictedAt);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_another_claims_and_what_an_import_says_stands_and_both_ways_of_settling_agree(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.DefineAsync(ClaimsToo);
        var youssef = the.Another();
        await the.ClaimAsync(the.SannesPerson, the.Bas);
        the.Clock.Advance(Duration.FromHours(3));
        var second = the.Clock.Now;
        await the.ClaimAsync(await the.PersonOfAsync(youssef), the.Bas);
        Assert.Equal(the.Sanne.Id, (await CreditAsync(the)).Ambassador);

        await ContradictAsync(the, the.Sanne, the.Bas);

        Assert.Equal((youssef.Id, second, CreditEvidence.Claimed), ((await CreditAsync(the)).Ambassador, (await CreditAsync(the)).At, (await CreditAsync(the)).Evidence));
        Assert.Equal(second, (await the.Database.CreateDbContext().People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
        Assert.Equal(new CreditSettlementResult(0, 1, 0), (await ImportAsync(the, "2026-11-23")).Credits);

        await ContradictAsync(the, youssef, the.Bas);
        await using var db = the.Database.CreateDbContext();
        Assert.Empty(db.Credits);
        Assert.Equal(CreditEvidence.Observed, (await db.ProfileEvidence.SingleAsync()).Kind);
        Assert.NotNull((await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
        Assert.Equal(0, (await ImportAsync(the, "2026-11-22")).Credits!.Given);
    }

    private static Task<ImportResult> ImportAsync(TheAmbassadors the, string day) =>
        new ImportProfiles(the.Database, the.Clock).RunAsync(Files.Of($"email;since\n{the.Bas.Email};{day}"), preview: false);

    private static Task<Credit> CreditAsync(TheAmbassadors the) => the.Database.CreateDbContext().Credits.SingleAsync();

    private static Task ContradictAsync(TheAmbassadors the, Ambassador ambassador, Person who, CreditEvidence known = CreditEvidence.SignedIn) =>
        new ContradictClaim(the.Database, the.Clock).RunAsync(ambassador.Code, new Invited(who.Id, known));
}
