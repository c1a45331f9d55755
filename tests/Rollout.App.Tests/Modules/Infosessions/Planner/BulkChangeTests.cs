using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Planner;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Planner;

/// <summary>Publishing, changing and cancelling several infosessions: the preview matches the outcome.</summary>
public sealed class BulkChangeTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_is_looked_at_is_what_comes_of_it_and_each_refusal_says_why(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (_, claire) = bed.WithBrugge();
        var beside = AnInfosession.Of(bed.Topic, bed.Gent, claire, starts: AnInfosession.Tuesday, place: "Zaal 2");
        var later = AnInfosession.Of(bed.Topic, bed.Gent, claire, starts: AnInfosession.Tuesday.PlusDays(1), place: "Zaal 2");
        bed.Database.Given(beside, later);
        foreach (var person in bed.Colleagues(6))
        {
            await bed.SignUpAsync(person, later);
        }

        // The first two are at the same time: the second cannot have Joost as well, nor the same room.
        var toJoost = new BulkChange(bed.Joost.Id, null, null, null);
        var looked = await LookAsync(bed, toJoost, bed.Session, beside, later);
        Assert.Equal([null, InfosessionRules.FacilitatorIsFree, null], looked.Select(r => r.Refusal?.Rule));
        var tooFew = await LookAsync(bed, new BulkChange(null, "Zaal 9", 5, null), bed.Session, beside, later);
        Assert.Equal([null, InfosessionRules.PlaceIsFree, InfosessionRules.SeatsCoverThoseTaken], tooFew.Select(r => r.Refusal?.Rule));
        Assert.Equal((0, 0), (tooFew[0].Told, looked[2].Told)); // nobody signed up for the first, and another facilitator is not a change of time
        Assert.Equal(6, (await LookAsync(bed, new BulkChange(null, "Zaal 9", null, null), later)).Single().Told);

        var done = await bed.ActAsync<ApplyBulkChange, IReadOnlyList<BulkChangeRow>>(bed.Lead, async a => await a.ChangeAsync(await FactsAsync(bed, bed.Session, beside, later), toJoost));
        Assert.Equal(looked.Select(r => r.Refusal?.Rule), done.Select(r => r.Refusal?.Rule));
        Assert.Equal([bed.Joost.Id, claire.Id, bed.Joost.Id], ((Infosession[])[bed.Session, beside, later]).Select(s => bed.Stored(s).Facilitator));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_someone_changed_meanwhile_is_left_as_they_made_it(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var seen = await FactsAsync(bed, bed.Session);
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, bed.Request with { Place = "Zaal 7" }, bed.Stored().Version));

        var done = await bed.ActAsync<ApplyBulkChange, IReadOnlyList<BulkChangeRow>>(bed.Lead, a => a.ChangeAsync(seen, new BulkChange(null, "Zaal 9", null, null)));

        Assert.Equal(InfosessionRules.ChangedMeanwhile, Assert.Single(done).Refusal?.Rule);
        Assert.Equal("Zaal 7", bed.Stored().Place);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Those_that_change_at_once_may_take_each_others_room(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var after = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusHours(-2), place: "Zaal 2");
        bed.Database.Given(after);

        var looked = await LookAsync(bed, new BulkChange(null, "Zaal 2", null, "nl"), bed.Session, after);

        Assert.All(looked, r => Assert.Null(r.Refusal));
        Assert.Equal(TopicRules.GivenInItsLanguages, (await LookAsync(bed, new BulkChange(null, null, null, "fr"), after)).Single().Refusal?.Rule);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Drafts_of_every_week_are_published_together_in_the_browser(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var closed = AnInfosession.Topic("House rules", open: false);
        Infosession[] drafts =
        [
            AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusWeeks(1), published: false),
            AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusWeeks(2), published: false),
            AnInfosession.Of(closed, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusWeeks(1).PlusHours(2), published: false),
        ];
        bed.Database.Given([closed, .. drafts]);
        var lead = bed.App.Visitor(bed.Lead);

        var page = await lead.GetAsync("/infosessions/several?act=publish&drafts=all");
        Assert.Contains("2 of 3 can go ahead", page.Text, StringComparison.Ordinal);
        page = await lead.SubmitAsync(page, "several", ("Step", "do"));
        Assert.Contains("Tick at least one", page.Text, StringComparison.Ordinal);
        page = await lead.SubmitAsync(page, "several", ("Step", "do"), ("Ticked", drafts[0].Id.Value.ToString()), ("Ticked", drafts[1].Id.Value.ToString()));

        Assert.Contains("2 infosessions published", page.Text, StringComparison.Ordinal);
        Assert.Equal([InfosessionState.Published, InfosessionState.Published, InfosessionState.Draft], drafts.Select(d => bed.Stored(d).State));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Several_are_cancelled_with_one_reason_and_everyone_is_told_once_in_the_browser(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(other);
        var people = bed.Colleagues(3);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1], other);
        await bed.SignUpAsync(people[2], other);
        var joost = bed.App.Visitor(bed.Joost);
        var (a, b) = (bed.Session.Id.Value.ToString(), other.Id.Value.ToString());

        var page = await joost.GetAsync($"/infosessions/several?act=cancel&s={a}&s={b}&s=no-id");
        Assert.Contains("3 people get a mail", page.Text, StringComparison.Ordinal);
        page = await joost.SubmitAsync(page, "several", ("Step", "do"), ("Ticked", a), ("Ticked", b), ("Reason", " "));
        Assert.Contains("Say why", page.Text, StringComparison.Ordinal);
        Assert.Empty(bed.Mails(about: "infosession-cancelled"));
        page = await joost.SubmitAsync(page, "several", ("Step", "do"), ("Ticked", a), ("Ticked", b), ("Reason", "The network is down."));

        Assert.Contains("2 infosessions cancelled", page.Text, StringComparison.Ordinal);
        Assert.Equal(3, bed.Mails(about: "infosession-cancelled").Count);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Several_are_changed_after_looking_and_only_by_who_runs_them_in_the_browser(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (_, claire) = bed.WithBrugge();
        var other = AnInfosession.Of(bed.Topic, bed.Gent, claire, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(other);
        var path = $"/infosessions/several?act=change&s={bed.Session.Id.Value}&s={other.Id.Value}";
        var joost = bed.App.Visitor(bed.Joost);

        var page = await joost.SubmitAsync(await joost.GetAsync(path), "several", ("Step", "look"));
        Assert.Contains("Choose at least one thing", page.Text, StringComparison.Ordinal);
        page = await joost.SubmitAsync(await joost.GetAsync(path), "several", ("Step", "look"), ("Seats", "33"), ("Facilitator", ""), ("Place", ""), ("Language", ""));
        Assert.Contains("20 seats → 33 seats", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 of 1 can go ahead", page.Text, StringComparison.Ordinal);
        Assert.Equal(20, bed.Stored().Seats);
        page = await joost.SubmitAsync(page, "several", ("Step", "do"), ("Ticked", bed.Session.Id.Value.ToString()), ("Ticked", other.Id.Value.ToString()));

        Assert.Contains("1 infosession changed", page.Text, StringComparison.Ordinal);
        Assert.Equal((33, 20), (bed.Stored().Seats, bed.Stored(other).Seats));
    }

    private static async Task<IReadOnlyList<InfosessionFacts>> FactsAsync(InfosessionTestBed bed, params Infosession[] sessions) =>
        await bed.ActAsync<ListSelectedInfosessions, IReadOnlyList<InfosessionFacts>>(bed.Lead, a => a.RunAsync(new SelectedInfosessions([.. sessions.Select(s => s.Id)], false, null)));

    private static async Task<IReadOnlyList<BulkChangeRow>> LookAsync(InfosessionTestBed bed, BulkChange change, params Infosession[] sessions) =>
        await new PreviewBulkChange(bed.Database, bed.Clock).ChangingAsync(await FactsAsync(bed, sessions), change);
}
