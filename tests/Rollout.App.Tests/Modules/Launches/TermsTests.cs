using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

public sealed class TermsTests
{
    private static readonly WaveTerms Usual = WaveTerms.Usual;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Other_terms_are_kept_logged_and_told_to_those_whose_go_turned_stale_once(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        await company.GoAsync(0);

        Assert.Equal(1, await Change(company).RunAsync(company.Wave, Usual with { LateMinutes = 240, PromisedAfter4 = 60 }, 0));
        Assert.Equal(0, await Change(company).RunAsync(company.Wave, Usual with { LateMinutes = 60 }, 1));
        Assert.Equal(1, await Change(company).RunAsync(company.Wave, Usual with { LateMinutes = 300 }, 2));

        Assert.Equal((300, 50, 3), (company.Found(0).Wave.Terms.LateMinutes, company.Found(0).Wave.Terms.PromisedAfter4, company.Found(0).Wave.TimesAgreed));
        Assert.Equal([company.Directors[0].Id], company.MailedAbout("sign-off-stale"));
        var log = (await new FindControlRoom(company.Db, company.Clock).RunAsync(company.Wave, all: true))!.Log.Where(e => e.What == BoardEventKind.TermsChanged).ToList();
        Assert.Equal(3, log.Count);
        Assert.Contains(log, e => e.Words == "Late:120:240 After4:50:60");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_leads_who_change_them_at_once_are_one_and_one_who_looks_again(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 6).Select(n => Task.Run(() => Record.ExceptionAsync(() => Change(company).RunAsync(company.Wave, Usual with { GoLastsDays = n }, 0)))));

        Assert.Equal(1, outcomes.Count(o => o is null));
        Assert.All(outcomes.OfType<Exception>(), o => Assert.Equal(WaveRules.TermsAreAsShown, Assert.IsType<BrokenRuleException>(o).Rule));
        Assert.Equal(1, company.Found(0).Wave.TimesAgreed);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_wave_that_becomes_the_pilot_and_another_that_starts_never_both_win(Database kind)
    {
        for (var round = 0; round < 4; round++)
        {
            using var company = await new Company(kind, branches: 3).PlanAsync();
            await new TakeOutBranch(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, company.Launch(2).Id, "Later");
            var other = await new PlanWave(company.Db, company.As(company.Lead), company.Rollout, company.Mails, company.Clock)
                .RunAsync("Wave 2", Company.Moment, [company.Branches[2].Id], [new ChecklistLine("Check", CheckWeight.Must, 1, null)]);
            await company.GoAsync(0);
            await company.GoAsync(1);

            var start = Task.Run(() => Record.ExceptionAsync(company.StartAsync));
            var pilot = Task.Run(() => Record.ExceptionAsync(() => Change(company).RunAsync(other, Usual with { IsPilot = true }, 0)));
            Rule?[] refused = [(await start as BrokenRuleException)?.Rule, (await pilot as BrokenRuleException)?.Rule];

            Assert.True(refused.SequenceEqual([null, WaveRules.PilotComesFirst]) || refused.SequenceEqual([WaveRules.PilotGoesFirst, null]), $"{await start} {await pilot}");
        }
    }

    [Fact]
    public async Task A_wave_is_not_planned_as_the_pilot_while_another_counts_down()
    {
        using var company = new Company(Database.Sqlite).Started();
        await new TakeOutBranch(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave, company.Launch(1).Id, "Later");

        await Refused.ByAsync(WaveRules.PilotComesFirst, () => new PlanWave(company.Db, company.As(company.Lead), company.Rollout, company.Mails, company.Clock)
            .RunAsync("Pilot", Company.Moment, [company.Branches[1].Id], [new ChecklistLine("Check", CheckWeight.Must, 1, null)], terms: Usual with { IsPilot = true }));
    }

    [Fact]
    public async Task A_form_that_is_behind_keeps_what_was_typed_shows_what_was_agreed_and_saves_when_sent_again()
    {
        using var company = await new Company(Database.Sqlite).PlanAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var (lead, path) = (app.Visitor(company.Lead), $"/waves/{company.Wave}/terms");
        var form = await lead.GetAsync(path);
        await Change(company).RunAsync(company.Wave, Usual with { GoLastsDays = 5 }, 0);

        var refused = await lead.SubmitAsync(form, "terms", Typed("9", "120", "35"));
        Assert.Contains("Someone changed the terms", refused.Text, StringComparison.Ordinal);
        Assert.Contains("5 days", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"9\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"35\"", refused.Html, StringComparison.Ordinal);

        var wrong = await lead.SubmitAsync(refused, "terms", Typed("9", "soon", "35"));
        Assert.Contains("value=\"soon\"", wrong.Html, StringComparison.Ordinal);
        var saved = await lead.FollowAsync(await lead.SubmitAsync(refused, "terms", Typed("9", "120", "35")));
        Assert.Contains("The agreements are saved", saved.Text, StringComparison.Ordinal);
        Assert.Equal((9, 35), (company.Found(0).Wave.Terms.GoLastsDays, company.Found(0).Wave.Terms.PromisedAfter1));
    }

    [Fact]
    public async Task Once_it_counts_down_a_form_from_before_is_refused_and_the_promises_still_change()
    {
        using var company = await (await new Company(Database.Sqlite).PlanAsync()).SignAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var (lead, path) = (app.Visitor(company.Lead), $"/waves/{company.Wave}/terms");
        var before = await lead.GetAsync(path);
        await company.StartAsync();

        Assert.Contains("only the promises can change", (await lead.SubmitAsync(before, "terms", Typed("14", "10", "30"))).Text, StringComparison.Ordinal);
        var promises = await lead.GetAsync(path);
        Assert.DoesNotContain("Input.GoLasts", promises.Html, StringComparison.Ordinal);
        await lead.SubmitAsync(promises, "terms", ("After1", "30"), ("After4", "50"), ("After12", "75"));
        Assert.Equal(Usual with { PromisedAfter12 = 75 }, company.Found(0).Wave.Terms);
        Assert.Contains("/denied", (await app.Visitor(company.Directors[0]).GetAsync(path)).Location, StringComparison.Ordinal);
    }

    private static (string, string?)[] Typed(string goLasts, string late, string after1) => [("GoLasts", goLasts), ("Late", late), ("After1", after1), ("After4", "50"), ("After12", "70")];

    private static ChangeTerms Change(Company company) => new(company.Db, company.As(company.Lead), company.Mails, company.Clock);
}
