using System.Net;
using NodaTime;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Browsing;

/// <summary>Choosing from the list, and posters that lead to it.</summary>
public sealed class ListPagesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_list_is_narrowed_by_branch_topic_language_day_and_online(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (topic, brussel) = (AnInfosession.Topic("Werken met groepen"), A.Branch("Brussel"));
        bed.Database.Given(topic, brussel);
        var online = AnInfosession.Of(topic, brussel, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1).PlusHours(9), place: null, link: "https://meet.voorbeeld.be/x"); // 23:00, on Wednesday
        bed.Database.Given(online);
        var visitor = bed.App.Visitor();
        async Task<(bool Tuesday, bool Wednesday)> SeenAsync(string query)
        {
            var html = (await visitor.GetAsync("/infosessions" + query)).Html;
            return (html.Contains($"/infosessions/{bed.Session.Id.Value}", StringComparison.Ordinal), html.Contains($"/infosessions/{online.Id.Value}", StringComparison.Ordinal));
        }

        Assert.Equal((true, true), await SeenAsync(""));
        Assert.Equal((true, false), await SeenAsync("?day=2026-12-01"));
        Assert.Equal((false, true), await SeenAsync("?day=2026-12-02"));
        Assert.Equal((false, false), await SeenAsync("?day=2026-12-03"));
        Assert.Equal((true, true), await SeenAsync("?day=tomorrow")); // typed by hand: everything rather than an error
        Assert.Equal((true, false), await SeenAsync($"?place={bed.Gent.Id}"));
        Assert.Equal((false, true), await SeenAsync("?place=online"));
        Assert.Equal((false, true), await SeenAsync($"?topic={topic.Id}"));
        Assert.Equal((false, false), await SeenAsync("?language=fr"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_is_signed_in_sees_their_own_branch_and_online_first_and_every_place_where_there_is_nothing_else(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (brugge, hasselt) = (A.Branch("Brugge"), A.Branch("Hasselt"));
        var (els, noor) = (A.Person(brugge), A.Person(hasselt));
        bed.Database.Given(brugge, hasselt, els, noor);
        var there = AnInfosession.Of(bed.Topic, brugge, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(there);
        async Task<(bool Gent, bool Brugge, bool SaysSo)> SeenAsync(Visitor visitor, string query)
        {
            var html = (await visitor.GetAsync("/infosessions" + query)).Html;
            return (html.Contains($"/infosessions/{bed.Session.Id.Value}", StringComparison.Ordinal), html.Contains($"/infosessions/{there.Id.Value}", StringComparison.Ordinal), html.Contains("At your branch and online", StringComparison.Ordinal));
        }

        Assert.Equal((false, true, true), await SeenAsync(bed.App.Visitor(els), ""));
        Assert.Equal((true, true, false), await SeenAsync(bed.App.Visitor(els), "?place=all"));
        Assert.Equal((true, false, false), await SeenAsync(bed.App.Visitor(els), $"?place={bed.Gent.Id}"));
        Assert.Equal((true, true, false), await SeenAsync(bed.App.Visitor(noor), ""));
        Assert.Equal((true, true, false), await SeenAsync(bed.App.Visitor(bed.Lead), ""));
        Assert.Equal((true, true, false), await SeenAsync(bed.App.Visitor(), ""));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_everyone_sees_is_drawn_once_and_anew_after_a_change_and_never_with_someone_elses_place(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(2);
        var (anyone, first) = (bed.App.Visitor(), bed.App.Visitor(people[0]));

        Assert.Contains("20 of 20 seats free", (await anyone.GetAsync("/infosessions")).Text, StringComparison.Ordinal);
        await bed.SignUpAsync(people[0]);

        Assert.Contains("19 of 20 seats free", (await anyone.GetAsync("/infosessions")).Text, StringComparison.Ordinal);
        Assert.Contains("See your place", (await first.GetAsync("/infosessions")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("See your place", (await anyone.GetAsync("/infosessions")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("See your place", (await bed.App.Visitor(people[1]).GetAsync("/infosessions")).Text, StringComparison.Ordinal);
        var dutch = bed.App.Visitor();
        dutch.Language = "nl";
        Assert.Contains("19 van 20 plaatsen vrij", (await dutch.GetAsync("/infosessions")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_poster_leads_to_signing_up_and_is_for_who_runs_infosessions(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var joost = bed.App.Visitor(bed.Joost);

        var poster = await joost.GetAsync($"/infosessions/{bed.Session.Id.Value}/poster");
        Assert.Contains("Tuesday 1 December, 14:00–16:00", poster.Text, StringComparison.Ordinal);
        Assert.Contains("<svg", poster.Html, StringComparison.Ordinal);
        Assert.Contains("Tuesday 1 December, 14:00–16:00", (await joost.GetAsync($"/infosessions/posters/{bed.Topic.Id.Value}")).Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await joost.GetAsync($"/infosessions/posters/{Guid.CreateVersion7()}")).Status);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await bed.App.Visitor(bed.Colleagues(1)[0]).GetAsync($"/infosessions/{bed.Session.Id.Value}/poster")).Status);

        var scanned = await bed.App.Visitor().GetAsync($"/infosessions/{bed.Session.Id.Value}/sign-up");
        Assert.Equal(System.Net.HttpStatusCode.OK, scanned.Status);
        Assert.Contains("Who are you?", scanned.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Five_hundred_coming_infosessions_are_filtered_and_paged(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var french = AnInfosession.Topic("Le Pont");
        var many = Enumerable.Range(1, 500)
            .Select(i => AnInfosession.Of(i % 5 == 0 ? french : bed.Topic, bed.Gent, bed.Joost, starts: new LocalDateTime(2027, 1, 4, 0, 0).PlusMinutes(i), place: i % 2 == 0 ? null : "Zaal 1", link: i % 2 == 0 ? "https://meet.voorbeeld.be/x" : null))
            .ToArray();
        bed.Database.Given([french, .. many]);
        var visitor = bed.App.Visitor();

        var page = await visitor.GetAsync("/infosessions");
        Assert.Contains("501 infosessions", page.Text, StringComparison.Ordinal);
        Assert.Contains("250 infosessions", (await visitor.GetAsync("/infosessions?place=online")).Text, StringComparison.Ordinal);
        Assert.Contains("100 infosessions", (await visitor.GetAsync($"/infosessions?topic={french.Id.Value}")).Text, StringComparison.Ordinal);
        Assert.Contains("No infosessions found", (await visitor.GetAsync("/infosessions?language=fr")).Text, StringComparison.Ordinal);
        foreach (var odd in (string[])["?page=99999", "?page=-1", "?page=x", "?place='--", "?topic=1&language=xx&free=maybe", "?key=" + new string('x', 400)])
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/infosessions" + odd)).Status);
        }
    }
}
