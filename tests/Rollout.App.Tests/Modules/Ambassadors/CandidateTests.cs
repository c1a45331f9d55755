using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Nobody becomes an ambassador without accepting.</summary>
public sealed class CandidateTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_is_asked_says_yes_by_the_link_in_the_mail_and_is_ambassador_once(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AskAsync(the.Lead, the.Bas);
        var token = the.Links.Create(CandidateEmails.Link, the.Bas.Id, Duration.FromDays(1));
        Assert.Null(await the.AskedOf(null).RunAsync("nonsense-" + token));
        Assert.Equal(CandidateState.Asked, (await the.AskedOf(null).RunAsync(token))!.State);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => the.TryAsync(() => the.AnswerAsync(null, token, yes: true)))));

        Assert.Single(outcomes, o => o is null);
        Assert.Equal(5, outcomes.Count(o => o == CandidateRules.IsAsked));
        await using var db = the.Database.CreateDbContext();
        var ambassador = await db.Ambassadors.SingleAsync(a => a.Person == the.Bas.Id);
        Assert.Equal((10, new LocalDate(2026, 11, 23), TheAmbassadors.Last), (ambassador.Quota, ambassador.From, ambassador.Until));
        Assert.Equal(["ambassador-asked", "ambassador-welcome"], await db.Outbox.OrderBy(m => m.About).Select(m => m.About).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_no_is_respected_by_everyone_but_the_person_themselves(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var director = the.ADirector();
        await the.AskAsync(the.Lead, the.Bas);
        await the.AnswerAsync(the.Bas, null, yes: false);

        await Refused.ByAsync(CandidateRules.HasNotDeclined, () => the.AskAsync(the.Lead, the.Bas));
        await Refused.ByAsync(CandidateRules.HasNotDeclined, () => the.ProposeAsync(director, the.Bas));
        Assert.DoesNotContain(the.Bas.Id, (await the.SuggestAsync(the.Lead, "bas")).Select(s => s.Id));
        await the.ApplyAsync(the.Bas);

        await using var db = the.Database.CreateDbContext();
        Assert.Equal(CandidateState.Applied, (await db.Candidates.SingleAsync()).State);
        Assert.Equal(1, await db.Ambassadors.CountAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_director_proposes_the_lead_asks_and_someone_else_does_neither(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var brugge = A.Branch("Brugge");
        var elsewhere = A.Person(brugge);
        the.Database.Given(brugge, elsewhere);
        var director = the.ADirector();

        await the.ProposeAsync(director, the.Bas);
        await Refused.ByAsync(CandidateRules.IsNotWaitingYet, () => the.ProposeAsync(director, the.Bas));
        await Refused.ByAsync(CandidateRules.OwnBranchOnly, () => the.ProposeAsync(director, elsewhere));
        await Refused.ByAsync(CandidateRules.IsNotAmbassador, () => the.ProposeAsync(director, the.SannesPerson));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.ProposeAsync(the.SannesPerson, elsewhere));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.AskAsync(director, the.Bas));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.AskAsync(the.Bas, the.Bas));
        await the.AskAsync(the.Lead, the.Bas);
        await Refused.ByAsync(CandidateRules.IsNotWaitingYet, () => the.AskAsync(the.Lead, the.Bas));

        await using var db = the.Database.CreateDbContext();
        Assert.Equal((CandidateState.Asked, the.Lead.Id), ((await db.Candidates.SingleAsync()).State, (await db.Candidates.SingleAsync()).By));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_applied_is_taken_on_or_thanked(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var mia = A.Person(the.Gent, "Mia Claes");
        the.Database.Given(mia, A.Person(the.Gent, "Jef Maes", email: null));
        await the.ApplyAsync(the.Bas);
        await the.ApplyAsync(mia);
        await Refused.ByAsync(CandidateRules.IsNotWaitingYet, () => the.AskAsync(the.Lead, mia));

        await the.Settle(the.Lead).TakeOnAsync(mia.Id, 8, TheAmbassadors.First, TheAmbassadors.Last);
        await the.Settle(the.Lead).TurnDownAsync(the.Bas.Id);
        await Refused.ByAsync(CandidateRules.WaitsForTheLead, () => the.Settle(the.Lead).TurnDownAsync(the.Bas.Id));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.Settle(the.Bas).TurnDownAsync(the.Bas.Id));

        await using var db = the.Database.CreateDbContext();
        Assert.Equal(8, (await db.Ambassadors.SingleAsync(a => a.Person == mia.Id)).Quota);
        Assert.Equal(["ambassador-turned-down", "ambassador-welcome"], await db.Outbox.OrderBy(m => m.About).Select(m => m.About).ToListAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Coverage_is_held_against_the_norm_and_gaps_name_who_could_fill_them_and_why(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Database.Given([.. Enumerable.Range(0, 98).Select(i => A.Person(the.Gent, $"Jan Nummer{i:00}"))]);
        var saidYes = A.Person(the.Gent, "Priya Ramdin");
        the.Database.Given(saidYes);
        await the.AcceptAsync(the.Sanne.Code, saidYes);
        var director = the.ADirector();

        var coverage = await the.CoverageAsync(the.Lead);
        var gent = coverage.Branches.Single();

        // 103 people: one in fifty is three.
        Assert.Equal((103, 3, 1, 2), (gent.Coverage.People, gent.Coverage.Wanted, gent.Coverage.Ambassadors, gent.Coverage.Gap));
        var suggested = Assert.Single(await the.SuggestAsync(director, null));
        Assert.Equal(("Priya Ramdin", SuggestionReason.SaidYes), (suggested.Name, suggested.Evidence.Reasons.Single()));
        Assert.Empty(await the.SuggestAsync(the.SannesPerson, null));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => the.CoverageAsync(the.SannesPerson));
    }
}
