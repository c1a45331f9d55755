using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Tests.Modules.Ambassadors;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Dashboard;

/// <summary>The same figure, read on several pages side by side.</summary>
public sealed partial class FiguresAgreeTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task As_many_need_a_hand_and_as_many_colleagues_are_done_on_the_start_page_as_on_the_board(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        the.Clock.Advance(Duration.FromDays(8));
        await the.AcceptAsync(youssef.Code, the.Bas);
        await the.ConfirmAsync(youssef.Code, the.Bas);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);

        var (start, board, behind) = (await lead.GetAsync("/"), await lead.GetAsync("/ambassadors"), await lead.GetAsync("/ambassadors?show=Behind"));

        Assert.Contains("2 of 2 ambassadors need a hand. One of them has brought in nobody for a week.", start.Text, StringComparison.Ordinal);
        Assert.Contains("2 need a hand.", board.Text, StringComparison.Ordinal);
        Assert.Contains("Need a hand 2", board.Text, StringComparison.Ordinal);
        Assert.Contains("2 ambassadors", behind.Text, StringComparison.Ordinal);
        Assert.Equal("/ambassadors?show=Behind", start.LinkTo("/ambassadors?show"));
        Assert.Matches(" 1 of 20 Colleagues [a-z ]*by ambassadors", start.Text);
        Assert.Equal("1 of 20 colleagues", board.Heading);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_start_page_names_the_same_three_to_ask_as_the_ambassadors_own_page_and_mails_one_at_a_press(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Database.Given([.. Enumerable.Range(1, 9).Select(i => A.Person(the.Gent, $"Jan{i} Maes"))]);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var sanne = app.Visitor(the.SannesPerson);

        var (start, own) = (await sanne.GetAsync("/"), await sanne.GetAsync("/my/colleagues"));

        Assert.Equal(3, AskedIn(start).Count);
        Assert.Equal(AskedIn(own), AskedIn(start));
        var person = Guid.Parse(AskButton().Match(start.Html).Groups[1].Value);
        var after = await sanne.FollowAsync(await sanne.SubmitAsync(start, "ask-next", ("AskNext.Person", person.ToString())));
        Assert.Contains("is on its way", after.Text, StringComparison.OrdinalIgnoreCase);
        await using var db = the.Database.CreateDbContext();
        Assert.Equal(person, db.Invitations.Single().Colleague.Value);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_newcomer_is_told_no_chance_on_any_page_and_the_same_one_everywhere_once_there_is_something_to_go_by(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        Assert.All(await ChancesAsync(), Assert.Empty);

        foreach (var colleague in Enumerable.Range(1, 4).Select(i => A.Person(the.Gent, $"Jan{i} Maes")))
        {
            the.Database.Given(colleague);
            await the.AcceptAsync(the.Sanne.Code, colleague);
            await the.ConfirmAsync(the.Sanne.Code, colleague);
        }

        the.Clock.Advance(Duration.FromDays(1));
        var told = await ChancesAsync();

        Assert.NotEmpty(told[0]);
        Assert.All(told, on => Assert.Equal(told[0], on));

        async Task<IReadOnlyList<IReadOnlyList<string>>> ChancesAsync()
        {
            var (sanne, lead) = (app.Visitor(the.SannesPerson), app.Visitor(the.Lead));
            var pages = new[] { await sanne.GetAsync("/"), await sanne.GetAsync("/my/colleagues"), await lead.GetAsync($"/ambassadors/{the.Sanne.Id}") };
            return [.. pages.Select(p => (IReadOnlyList<string>)[.. Chance().Matches(p.Text).Select(m => m.Value)])];
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_reads_on_pace_beside_a_chance_below_even(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var many = Enumerable.Range(0, 12).Select(i => the.Another($"Jan{i} Maes", until: TheAmbassadors.Last.PlusWeeks(8))).ToList();

        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);
        for (var week = 0; week < 10; week++, the.Clock.Advance(Duration.FromDays(7)))
        {
            var colleague = A.Person(the.Gent, $"Els{week} Wouters");
            the.Database.Given(colleague);
            await the.AcceptAsync(many[week % 3].Code, colleague);
            await the.ConfirmAsync(many[week % 3].Code, colleague);
            var board = await lead.GetAsync("/ambassadors");

            Assert.DoesNotMatch(@" (\d|[1-4]\d)% On pace", board.Text);
            Assert.False(board.Text.Contains("Nobody needs a hand now.", StringComparison.Ordinal) && board.Text.Contains("unlikely", StringComparison.Ordinal), board.Text);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_norm_is_one_figure_in_the_settings_the_coverage_and_the_checks_of_a_new_wave(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var rollout = the.Database.CreateDbContext();
        rollout.Rollouts.Single().SetAmbassadorNorm(75);
        await rollout.SaveChangesAsync();
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);

        var (coverage, plan) = (await lead.GetAsync("/ambassadors/coverage"), await lead.GetAsync("/waves/plan"));

        Assert.Contains("The norm is one for every 75 people.", coverage.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"75\"", plan.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"25\"", plan.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_branch_has_as_many_ambassadors_for_its_readiness_as_on_the_coverage_page(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Another(from: TheAmbassadors.First.PlusDays(-60), until: TheAmbassadors.First.PlusDays(-1));
        var wave = Wave.Plan("Wave 1", new LocalDateTime(2026, 11, 30, 9, 0), A.Brussels, [the.Gent.Id], [new PlannedCheck("", CheckWeight.Must, 3, Measure: Measure.Ambassadors, Target: 50)], A.Acting(the.Lead, the.Gent), A.Monday);
        the.Database.Given(wave);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        var coverage = await app.Visitor(the.Lead).GetAsync("/ambassadors/coverage");
        await using var db = the.Database.CreateDbContext();
        var reading = (await db.MeasureAsync(wave.Id, the.Clock.Now, CancellationToken.None)).Values.Single()[Measure.Ambassadors];

        Assert.Equal(1, reading.Part);
        Assert.Matches(string.Create(CultureInfo.InvariantCulture, $"Gent {reading.Whole} {reading.Part} of 1 "), coverage.Text);
    }

    private static IReadOnlyList<string> AskedIn(Page page) => [.. AskButton().Matches(page.Html).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("name=\"(?:AskNext|Next)\\.Person\" value=\"([^\"]+)\"")]
    private static partial Regex AskButton();

    [GeneratedRegex(@"\d+% to make it by [^.]+\.")]
    private static partial Regex Chance();
}
