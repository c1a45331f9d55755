using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>What mail scanners and attackers try with an invitation.</summary>
public sealed class HostileInvitationTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_mail_scanner_opens_everything_and_changes_nothing(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        await the.InviteAsync(the.SannesPerson, the.Bas);
        var token = Uri.EscapeDataString(app.Services.GetRequiredService<LinkTokens>().Create("invitation", the.Bas.Id, Duration.FromDays(1)));

        foreach (var path in new[] { "", "/who", "/profile", "/later" })
        {
            Assert.True((int)(await app.Visitor().GetAsync($"/i/{the.Sanne.Code}{path}?me={token}")).Status < 400);
        }

        await using var db = the.Database.CreateDbContext();
        var invitation = await db.Invitations.SingleAsync();
        Assert.Equal((null, null), (invitation.CameAt, invitation.AcceptedAt));
        Assert.Empty(db.Credits);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_token_that_is_forged_or_for_something_else_says_nothing(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var stop = app.Services.GetRequiredService<LinkTokens>().Create("stop", the.Bas.Id, Duration.FromDays(1));

        foreach (var token in new[] { stop, the.Bas.Id.ToString(), "x", new string('A', 4000) })
        {
            var page = await app.Visitor().GetAsync($"/i/{the.Sanne.Code}?me={Uri.EscapeDataString(token)}");
            Assert.DoesNotContain("Bas", page.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, page.Status);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_is_unknown_and_who_is_mistaken_read_the_same_and_keep_what_they_typed(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        var unknown = await SayAsync("nobody@voorbeeld.be", "Loon");
        var mistaken = await SayAsync(the.Bas.Email!, "Peeters");
        var left = await SayAsync("<script>alert(1)</script>", "\" onfocus=\"alert(1)");

        Assert.Equal(unknown.Text, mistaken.Text);
        Assert.Contains("We do not know this combination", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"nobody@voorbeeld.be\"", unknown.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", left.Html, StringComparison.Ordinal);
        Assert.Empty(the.Database.CreateDbContext().Invitations);

        async Task<Page> SayAsync(string key, string familyName)
        {
            var visitor = app.Visitor();
            return await visitor.SubmitAsync(await visitor.GetAsync($"/i/{the.Sanne.Code}/who"), "who", ("Key", key), ("FamilyName", familyName));
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Without_the_forms_own_token_nothing_is_accepted(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        foreach (var (path, form) in new[] { ("", "accept"), ("/who", "who"), ("/profile", "confirm") })
        {
            var page = await app.Visitor(the.Bas).PostAsync($"/i/{the.Sanne.Code}{path}", [new("_handler", form), new("Input.Key", the.Bas.Email!), new("Input.FamilyName", "Loon")]);
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        }

        Assert.Empty(the.Database.CreateDbContext().Invitations);
    }
}
