using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>The lead’s pages in a browser without JavaScript, and who may open them.</summary>
public sealed class AmbassadorPagesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_ticks_two_people_and_appoints_them(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (mia, mieke) = (A.Person(the.Gent, "Mia Claes"), A.Person(the.Gent, "Mieke Maes"));
        the.Database.Given(mia, mieke);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);
        var page = await lead.GetAsync("/ambassadors/appoint?name=mi&branch=" + the.Gent.Code);

        var refused = await lead.SubmitAsync(page, "appoint", ("People", mia.Id.ToString()), ("Quota", "10"), ("From", "2026-11-23"), ("Until", "2026-11-01"));
        Assert.Contains("The last day has to come after the first.", refused.Text, StringComparison.Ordinal);
        Assert.Matches($"value=\"{mia.Id}\" checked", refused.Html);
        Assert.Contains("value=\"2026-11-01\"", refused.Html, StringComparison.Ordinal);
        var nobody = await lead.SubmitAsync(page, "appoint", ("Quota", "10"), ("From", "2026-11-23"), ("Until", "2026-12-23"));
        Assert.Contains("Choose at least one person.", nobody.Text, StringComparison.Ordinal);
        var impossible = await lead.SubmitAsync(page, "appoint", ("People", mia.Id.ToString()), ("Quota", "ten"), ("From", "2026-02-31"), ("Until", "soon"));
        Assert.Contains("Fix 3 things", impossible.Text, StringComparison.Ordinal);
        Assert.Contains("Quota-error", impossible.Html, StringComparison.Ordinal);
        Assert.Equal(1, await the.Database.CreateDbContext().Ambassadors.CountAsync());

        var done = await lead.FollowAsync(await lead.SubmitAsync(
            page, "appoint", ("People", mia.Id.ToString()), ("People", mieke.Id.ToString()), ("Quota", "5"), ("From", "2026-11-23"), ("Until", "2026-12-23")));

        Assert.Contains("2 ambassadors are appointed", done.Text, StringComparison.Ordinal);
        await using var db = the.Database.CreateDbContext();
        Assert.Equal([5, 5], await db.Ambassadors.Where(a => a.Person != the.SannesPerson.Id).Select(a => a.Quota).ToListAsync());
        Assert.Equal(2, await db.Outbox.CountAsync(m => m.About == "ambassador-welcome"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Each_page_is_for_who_it_is_for(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        string[] leads = ["/ambassadors", "/ambassadors/appoint", $"/ambassadors/{the.Sanne.Id}", $"/ambassadors/credits/{Guid.CreateVersion7()}"];
        string[] ambassadors = ["/my/colleagues", "/my/colleagues/poster"];

        foreach (var path in leads.Concat(ambassadors))
        {
            Assert.StartsWith("/sign-in", (await app.Visitor().GetAsync(path)).Location, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await app.Visitor(the.Bas).GetAsync(path)).Location, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await app.Visitor(the.SannesPerson, proven: false).GetAsync(path)).Location, StringComparison.Ordinal);
            Assert.Equal(ambassadors.Contains(path), (await app.Visitor(the.SannesPerson).GetAsync(path)).Location is null);
            Assert.Equal(leads.Contains(path), (await app.Visitor(the.Lead).GetAsync(path)).Location is null);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_changes_ends_and_renews_a_term_and_moves_a_credit_on_the_page(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);
        var path = $"/ambassadors/{the.Sanne.Id}";
        var page = await lead.GetAsync(path);
        Assert.Contains("Confirmed by someone who knew the colleague’s e-mail or number and family name.", page.Text, StringComparison.Ordinal);

        var saved = await lead.FollowAsync(await lead.SubmitAsync(page, "term", ("Quota", "3"), ("From", "2026-11-02"), ("Until", "2026-12-20")));
        Assert.Contains("1 of 3 by Sanne de Bruijn", saved.Text, StringComparison.Ordinal);
        var stale = await lead.SubmitAsync(page, "term", ("Quota", "4"), ("From", "2026-11-02"), ("Until", "2026-12-20"));
        Assert.Contains("Someone changed this", stale.Text, StringComparison.Ordinal);
        var stopped = await lead.FollowAsync(await lead.SubmitAsync(saved, "step-down"));
        Assert.Contains("Stepped down on 23 November 2026.", stopped.Text, StringComparison.Ordinal);
        await lead.FollowAsync(await lead.SubmitAsync(stopped, "term", ("Quota", "6"), ("From", "2026-11-23"), ("Until", "2026-12-20")));

        var credit = (await the.Database.CreateDbContext().Credits.SingleAsync()).Id;
        var move = await lead.GetAsync($"/ambassadors/credits/{credit}");
        var refused = await lead.SubmitAsync(move, "move", ("To", youssef.Id.ToString()), ("Reason", " "));
        Assert.Contains("Say why, in 3 to 500 characters.", refused.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(move, "move", ("To", youssef.Id.ToString()), ("Reason", "They sit together"));

        await using var db = the.Database.CreateDbContext();
        Assert.Equal((youssef.Id, "They sit together"), ((await db.Credits.SingleAsync()).Ambassador, (await db.CreditMoves.SingleAsync()).Reason));
        Assert.Equal((6, null), ((await db.Ambassadors.SingleAsync(a => a.Id == the.Sanne.Id)).Quota, (await db.Ambassadors.SingleAsync(a => a.Id == the.Sanne.Id)).SteppedDownAt));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_says_in_the_settings_what_complete_means(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);
        var page = await lead.GetAsync("/settings/profile");

        var refused = await lead.SubmitAsync(page, "profile-definition", ("Definition.English", " "), ("Definition.Dutch", "Een foto"), ("Definition.French", "Une photo"));
        Assert.Contains("Say what a complete profile is", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Een foto", refused.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(page, "profile-definition", ("Definition.English", "A photo"), ("Definition.Dutch", "Een foto"), ("Definition.French", "Une photo"), ("Definition.Confirmations", "true"));
        var late = await lead.SubmitAsync(page, "profile-definition", ("Definition.English", "A tie"), ("Definition.Dutch", "Een das"), ("Definition.French", "Une cravate"), ("Definition.Imports", "true"));
        var nothing = await lead.SubmitAsync(
            await lead.GetAsync("/settings/profile"), "profile-definition", ("Definition.English", "A tie"), ("Definition.Dutch", "Een das"), ("Definition.French", "Une cravate"), ("Definition.Claims", "true"));

        Assert.Contains("Let at least what the colleague says or what an import says count.", nothing.Text, StringComparison.Ordinal);
        Assert.Contains("Someone changed this", late.Text, StringComparison.Ordinal);
        var inForce = await the.Definition.RunAsync();
        Assert.Equal((2, "A photo", new CountingEvidence(Confirmations: true, Imports: false, Claims: false, Facts: false)), (inForce.Number, inForce.In("en"), inForce.Counts));
    }
}
