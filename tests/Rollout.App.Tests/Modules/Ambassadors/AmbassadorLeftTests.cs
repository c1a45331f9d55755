using System.Net;
using Microsoft.EntityFrameworkCore;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>What a colleague reads at the link of an ambassador who left, and how the lead appoints the next.</summary>
public sealed class AmbassadorLeftTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_link_of_who_left_says_so_names_who_goes_on_and_lets_the_colleague_confirm_in_their_language(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Another();
        await the.Database.CreateDbContext().People.Where(p => p.Id == the.SannesPerson.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Active, false));
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var colleague = app.Visitor();
        colleague.Language = "fr";

        var page = await colleague.GetAsync($"/i/{the.Sanne.Code}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Sanne ne travaille plus ici. Ce que vous confirmez ici compte quand même.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Continuer avec Youssef Amrani", page.Text, StringComparison.Ordinal);

        await colleague.FollowAsync(await colleague.SubmitAsync(await colleague.GetAsync($"/i/{the.Sanne.Code}/who"), "who", ("Key", the.Bas.Email), ("FamilyName", "van Loon")));
        await using var db = the.Database.CreateDbContext();
        Assert.NotNull((await db.Invitations.SingleAsync()).CameAt);
        Assert.Equal("fr", (await db.People.SingleAsync(p => p.Id == the.Bas.Id)).PageLanguage);
    }

    [Fact]
    public async Task Whom_the_lead_ticked_stays_ticked_through_the_next_search()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        var els = A.Person(the.Gent, "Els Maes");
        the.Database.Given(els);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);

        var found = await lead.SubmitAsync(await lead.GetAsync("/ambassadors/appoint?name=Bas"), "appoint", ("Name", "Els"), ("Search", "true"), ("People", the.Bas.Id.ToString()));
        Assert.Matches($"value=\"{the.Bas.Id}\"[^>]* checked", found.Html);
        Assert.DoesNotMatch($"value=\"{els.Id}\"[^>]* checked", found.Html);
        Assert.Contains("Ticked:", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fix ", found.Text, StringComparison.Ordinal);

        await lead.SubmitAsync(found, "appoint", ("Quota", "10"), ("From", "2026-11-23"), ("Until", "2027-01-04"), ("People", the.Bas.Id.ToString()), ("People", els.Id.ToString()));
        await using var db = the.Database.CreateDbContext();
        Assert.Equal(2, await db.Ambassadors.CountAsync(a => a.Person == the.Bas.Id || a.Person == els.Id));
    }
}
