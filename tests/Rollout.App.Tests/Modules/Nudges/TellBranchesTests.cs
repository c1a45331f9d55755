using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Nudges;
using Rollout.App.Tests.Modules.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>After publishing, the lead announces the infosessions to branches: with a preview of who and when, and only to people who have not signed up.</summary>
public sealed class TellBranchesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_sees_who_gets_a_mail_and_when_and_only_they_get_it_once_in_their_language(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (els, stopped, paper) = (A.Person(bed.Gent, "Els Wouters"), A.Person(bed.Gent, "Stop Maes"), A.Person(bed.Gent, "Paper Maes", email: null));
        els.SetLanguage("nl");
        stopped.StopNudges(A.Monday);
        bed.Database.Given(els, stopped, paper);
        var lead = bed.App.Visitor(bed.Lead);

        var page = await lead.GetAsync("/infosessions/tell");
        await using var db = bed.Database.CreateDbContext();
        var people = await db.People.CountAsync(p => p.Active && p.Branch == bed.Gent.Id && p.Email != null && p.NudgesStoppedAt == null);
        Assert.Contains($"{people} people get a mail", page.Text, StringComparison.Ordinal);
        Assert.Contains("One has no e-mail: tell them in person", page.Text, StringComparison.Ordinal);
        Assert.Contains("The first mail leaves", page.Text, StringComparison.Ordinal);
        Assert.Contains("choose one that suits you", page.Text, StringComparison.Ordinal);

        var nothing = await lead.SubmitAsync(page, "tell");
        Assert.Contains("Choose at least one branch.", nothing.Text, StringComparison.Ordinal);
        var done = await lead.FollowAsync(await lead.SubmitAsync(page, "tell", ("Branches", bed.Gent.Id.ToString())));
        Assert.Equal("The mails leave in working hours", done.Heading);
        await PlanAsync(bed);
        await PlanAsync(bed);

        var told = await db.Outbox.Where(m => m.About == InfosessionsToldRule.Rule).ToListAsync();
        Assert.Equal(people, told.Count);
        Assert.Equal(told.Count, told.Select(m => m.Person).Distinct().Count());
        Assert.Contains(told, m => m.Person == els.Id && m.Subject.StartsWith("Infosessies over", StringComparison.Ordinal));
        Assert.DoesNotContain(told, m => m.Person == stopped.Id || m.Person == paper.Id);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_takes_a_seat_meanwhile_is_not_told_and_nobody_but_the_lead_tells(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var els = A.Person(bed.Gent, "Els Wouters");
        bed.Database.Given(els);
        await bed.SignUpAsync(els);
        Assert.StartsWith("/denied", (await bed.App.Visitor(els).GetAsync("/infosessions/tell")).Location, StringComparison.Ordinal);
        var lead = bed.App.Visitor(bed.Lead);

        await lead.SubmitAsync(await lead.GetAsync("/infosessions/tell"), "tell", ("Branches", bed.Gent.Id.ToString()));
        await PlanAsync(bed);

        await using var db = bed.Database.CreateDbContext();
        Assert.NotEmpty(await db.Outbox.Where(m => m.About == InfosessionsToldRule.Rule).ToListAsync());
        Assert.Empty(await db.Outbox.Where(m => m.About == InfosessionsToldRule.Rule && m.Person == els.Id).ToListAsync());
    }

    private static Task PlanAsync(InfosessionTestBed bed) => bed.App.Services.GetRequiredService<PlanNudges>().RunAsync();
}
