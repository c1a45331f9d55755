using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Former ambassadors can be appointed again: once the term is over, or some time after stepping down.</summary>
public sealed class ServedBeforeTests
{
    private static readonly Instant AfterTheTerm = Instant.FromUtc(2026, 12, 8, 9, 0);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whose_term_is_over_is_suggested_asked_and_serves_again_with_the_link_they_had(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        Assert.Empty(await the.SuggestAsync(the.Lead, "sanne"));
        Assert.Equal(CandidateRules.IsNotAmbassador, await the.TryAsync(() => AskAsync(the)));

        the.Clock.Now = AfterTheTerm;
        Assert.Equal(("Sanne de Bruijn", SuggestionReason.ServedBefore), Only(await the.SuggestAsync(the.Lead, null)));
        await AskAsync(the);
        Assert.Equal("Sanne de Bruijn", Assert.Single((await the.CoverageAsync(the.Lead)).Asked).Name);
        Assert.Empty(await the.SuggestAsync(the.Lead, null)); // asked, and not answered yet
        await the.AnswerAsync(the.SannesPerson, null, yes: true);

        await using var db = the.Database.CreateDbContext();
        var sanne = await db.Ambassadors.SingleAsync();
        Assert.Equal((the.Sanne.Id, the.Sanne.Code, TermStatus.Open, AfterTheTerm), (sanne.Id, sanne.Code, sanne.TermOn(new LocalDate(2026, 12, 8)), sanne.AppointedAt));
        Assert.Equal(1, (await the.CoverageAsync(the.Lead)).Branches.Single().Coverage.Ambassadors);
        Assert.Empty(await the.SuggestAsync(the.Lead, "sanne"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_appoints_whose_term_is_over_and_nobody_whose_term_runs(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var find = new FindPeopleToAppoint(the.Database, SignedIn.As(the.Database, the.Lead), the.Clock);
        Assert.Empty((await find.RunAsync("sanne", null)).People);
        await Refused.ByAsync(AmbassadorRules.IsNotServingYet, () => the.AppointAsync(the.Lead, the.SannesPerson));

        the.Clock.Now = AfterTheTerm;
        Assert.True(Assert.Single((await find.RunAsync("sanne", null)).People).ServedBefore);
        Assert.Equal(1, await the.AppointAsync(the.Lead, the.SannesPerson));
        Assert.Equal(1, await the.Database.CreateDbContext().Ambassadors.CountAsync());
    }

    [Fact]
    public async Task Whose_term_is_over_offers_themselves_again_and_whose_term_runs_reads_that_they_serve()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var sanne = app.Visitor(the.SannesPerson);
        Assert.DoesNotContain("/ambassadors/apply", (await sanne.GetAsync("/my/colleagues")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.Why", (await sanne.GetAsync("/ambassadors/apply")).Html, StringComparison.Ordinal);

        the.Clock.Now = AfterTheTerm;
        Assert.Contains("/ambassadors/apply", (await sanne.GetAsync("/my/colleagues")).Html, StringComparison.Ordinal);
        await sanne.SubmitAsync(await sanne.GetAsync("/ambassadors/apply"), "apply", ("Input.Why", "Once more"));

        Assert.Equal(CandidateState.Applied, (await the.Database.CreateDbContext().Candidates.SingleAsync()).State);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_stepped_down_is_left_in_peace_for_ninety_days_and_found_by_name(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.StepDownAsync(the.SannesPerson, the.Sanne.Id);

        the.Clock.Advance(Ambassador.CooldownAfterStepDown - Duration.FromHours(1));
        Assert.Empty(await the.SuggestAsync(the.Lead, null));
        Assert.Equal(("Sanne de Bruijn", SuggestionReason.ServedBefore), Only(await the.SuggestAsync(the.Lead, "sanne")));

        the.Clock.Advance(Duration.FromHours(1));
        Assert.Equal(("Sanne de Bruijn", SuggestionReason.ServedBefore), Only(await the.SuggestAsync(the.Lead, null)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whom_the_end_of_a_season_ended_is_suggested_at_once(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await new Rollout.App.Modules.Ambassadors.Seasons.CloseSeason(the.Database, SignedIn.As(the.Database, the.Lead), the.Clock).RunAsync(meant: true);

        Assert.Equal(("Sanne de Bruijn", SuggestionReason.ServedBefore), Only(await the.SuggestAsync(the.Lead, null)));
    }

    private static (string, SuggestionReason) Only(IReadOnlyList<Suggestion> found) => Assert.Single(found.Select(s => (s.Name, s.Evidence.Reasons.Single())));

    private static Task AskAsync(TheAmbassadors the) => new AskCandidates(
        the.Database, SignedIn.As(the.Database, the.Lead), the.RolloutSettingsCache, the.CandidateEmails, the.Clock).AskAsync(the.SannesPerson.Id, "", 8, new LocalDate(2026, 12, 8), new LocalDate(2027, 2, 1));
}
