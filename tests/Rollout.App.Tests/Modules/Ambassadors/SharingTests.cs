using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Ambassadors.Sharing;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>An ambassador's channels and share texts, and which channel works.</summary>
public sealed class SharingTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Each_way_in_counts_people_and_never_who_only_opened_the_link(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (priya, ilse, mailed) = (A.Person(the.Gent, "Priya Ramdin"), A.Person(the.Gent, "Ilse Vermeer"), A.Person(the.Gent, "Noor Vos"));
        the.Database.Given(priya, ilse, mailed);
        await the.InviteAsync(the.SannesPerson, mailed);
        await the.InviteAsync(the.SannesPerson, ilse);
        await the.AcceptAsync(the.Sanne.Code, the.Bas, InvitationChannel.Poster);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await the.AcceptAsync(the.Sanne.Code, the.Bas, InvitationChannel.Teams);
        await the.AcceptAsync(the.Sanne.Code, priya, InvitationChannel.Poster);
        await the.AcceptAsync(the.Sanne.Code, priya, InvitationChannel.Poster);
        await the.AcceptAsync(the.Sanne.Code, ilse, InvitationChannel.WhatsApp);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        await app.Visitor().GetAsync($"/i/{the.Sanne.Code}?via=teams");
        await app.Visitor().HeadAsync($"/i/{the.Sanne.Code}?via=teams");

        var mine = await new FindFunnel(the.Database, SignedIn.As(the.Database, the.SannesPerson)).RunAsync(ofAll: false);
        var all = await new FindFunnel(the.Database, SignedIn.As(the.Database, the.Lead)).RunAsync(ofAll: true);

        Assert.Equal(
            [new(InvitationChannel.Poster, null, 2, 2, 1), new(InvitationChannel.WhatsApp, null, 1, 1, 0), new(InvitationChannel.Mail, 2, 0, 0, 0)],
            mine);
        Assert.Equal(mine, all);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => new FindFunnel(the.Database, SignedIn.As(the.Database, the.SannesPerson)).RunAsync(ofAll: true));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => new FindFunnel(the.Database, SignedIn.As(the.Database, the.Bas)).RunAsync(ofAll: false));
        Assert.Contains("Which way in works", (await app.Visitor(the.SannesPerson).GetAsync("/my/colleagues")).Text, StringComparison.Ordinal);
        Assert.Contains("Which way in works", (await app.Visitor(the.Lead).GetAsync("/ambassadors")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_ambassador_shares_in_their_own_words_in_each_language_and_has_ours_back_by_leaving_it_empty(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var sanne = app.Visitor(the.SannesPerson);
        var page = await sanne.GetAsync("/my/colleagues/words");

        var refused = await sanne.SubmitAsync(page, "words", ("English", new string('x', 401)), ("Dutch", "Kom erbij"), ("French", ""));
        Assert.Contains("Keep it under 400 characters", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Kom erbij", refused.Text, StringComparison.Ordinal);
        await sanne.SubmitAsync(page, "words", ("English", "Come <along> & see"), ("Dutch", "Kom erbij"), ("French", ""));

        var dutch = await sanne.GetAsync("/my/colleagues?say=nl");
        Assert.Contains("Kom erbij", dutch.Text, StringComparison.Ordinal);
        Assert.Contains($"https://wa.me/?text={Uri.EscapeDataString("Kom erbij\n")}", dutch.Html, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString($"/i/{the.Sanne.Code}?via=whatsapp"), dutch.Html, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString($"/i/{the.Sanne.Code}?via=teams"), dutch.Html, StringComparison.Ordinal);
        Assert.Contains("Come &lt;along&gt; &amp; see", (await sanne.GetAsync("/my/colleagues?say=en")).Html, StringComparison.Ordinal);
        Assert.Contains("Bonjour, je vous invite sur De Brug", (await sanne.GetAsync("/my/colleagues?say=fr")).Text, StringComparison.Ordinal);
        Assert.Contains("Come <along>", (await sanne.GetAsync("/my/colleagues?say=xx")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await the.Database.CreateDbContext().ShareTexts.CountAsync());
    }

    [Theory]
    [InlineData(InvitationChannel.Poster, "/my/colleagues/poster", "via=poster")]
    [InlineData(InvitationChannel.Card, "/my/colleagues/cards", "via=card")]
    public async Task What_is_printed_says_the_code_and_brings_people_in_by_its_own_way(InvitationChannel channel, string path, string via)
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);

        Assert.Contains(the.Sanne.Code, (await app.Visitor(the.SannesPerson).GetAsync(path)).Text, StringComparison.Ordinal);
        var bas = app.Visitor();
        var start = await bas.GetAsync($"/i/{the.Sanne.Code}?{via}");
        var who = await bas.GetAsync($"/i/{the.Sanne.Code}/who?{via}");
        await bas.SubmitAsync(who, "who", ("Key", the.Bas.PersonnelNumber), ("FamilyName", "loon"));

        Assert.Contains($"/who?{via}", start.Html, StringComparison.Ordinal);
        Assert.Equal(channel, (await the.Database.CreateDbContext().Invitations.SingleAsync()).Channel);
    }
}
