using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Scheduling;

/// <summary>Facilitators are notified of what others change about their infosessions.</summary>
public sealed class FacilitatorMailsTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_gives_it_hears_that_it_moved_and_not_what_they_do_themselves(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        await bed.SignUpAsync(bed.Colleagues(1)[0]);
        var request = Request(bed);

        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, request with { Seats = 18 }, bed.Stored().Version));
        await bed.ActAsync<ReplanInfosession>(bed.Joost, a => a.RunAsync(bed.Session.Id, request with { Place = "Zaal 3" }, bed.Stored().Version));
        Assert.Empty(bed.Mails(bed.Joost));
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, request with { Place = "Zaal 2" }, bed.Stored().Version));

        var mail = Assert.Single(bed.Mails(bed.Joost));
        Assert.Equal("facilitator-moved", mail.About);
        Assert.Contains("Zaal 3", mail.EmailContent, StringComparison.Ordinal);
        Assert.Contains("One person has a place", mail.EmailContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_gives_it_hears_that_it_is_cancelled_and_why(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);

        await bed.ActAsync<CancelInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, "The room is flooded."));

        var mail = Assert.Single(bed.Mails(bed.Joost));
        Assert.Equal("facilitator-cancelled", mail.About);
        Assert.Contains("The room is flooded.", mail.EmailContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task When_it_is_handed_over_both_hear_it_each_time(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var claire = AnInfosession.Facilitator(bed.Gent, "Claire Dubois");
        bed.Database.Given(claire);
        Task HandToAsync(Domain.People.PersonId to) =>
            bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, Request(bed) with { Facilitator = to }, bed.Stored().Version));

        await HandToAsync(claire.Id);
        await HandToAsync(bed.Joost.Id);
        await HandToAsync(claire.Id);

        Assert.Equal(["facilitator-handed-over", "facilitator-given", "facilitator-handed-over"], bed.Mails(bed.Joost).OrderBy(m => m.Id.Value).Select(m => m.About));
        Assert.Equal(["facilitator-given", "facilitator-handed-over", "facilitator-given"], bed.Mails(claire).OrderBy(m => m.Id.Value).Select(m => m.About));
    }

    [Fact]
    public async Task A_draft_that_changes_is_news_to_nobody()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var draft = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, 10, AnInfosession.Tuesday.PlusDays(1), published: false);
        bed.Database.Given(draft);

        await bed.ActAsync<CancelInfosession>(bed.Lead, a => a.RunAsync(draft.Id, "Not needed."));

        Assert.Empty(bed.Mails(bed.Joost));
    }

    private static PlanRequest Request(InfosessionTestBed bed) => new(bed.Gent.Id, AnInfosession.Tuesday, 120, "Zaal 1", null, 20, bed.Joost.Id, "nl");
}
