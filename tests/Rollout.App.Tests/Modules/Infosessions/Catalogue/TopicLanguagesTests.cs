using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Catalogue;

/// <summary>A topic is read in the reader's language where it has words in it, and otherwise in its first, said to be that language.</summary>
public sealed class TopicLanguagesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_the_lead_wrote_in_french_is_on_the_pages_and_in_the_mail_and_the_calendar_of_who_reads_french(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (camille, jan) = (bed.Colleagues(2)[0], bed.Colleagues(1)[0]);
        await using (var db = bed.Database.CreateDbContext())
        {
            (await db.People.SingleAsync(p => p.Id == camille.Id)).SetLanguage("fr");
            (await db.People.SingleAsync(p => p.Id == jan.Id)).SetLanguage("en");
            await db.SaveChangesAsync();
        }

        var lead = bed.App.Visitor(bed.Lead);
        var form = await lead.GetAsync($"/topics/{bed.Topic.Id.Value}/edit");
        (string, string?)[] written = [("Title", "De Brug in je werkdag"), ("Summary", "Wat het is."), ("Language", "nl"), ("Minutes", "120"), ("Seats", "14"), ("Input.Translations[fr].Summary", "Ce que c’est.")];
        Refused.On(await lead.SubmitAsync(form, "topic", written), TopicRules.TranslationNeedsATitle, Topic.TitleLength);
        Refused.On(await lead.SubmitAsync(form, "topic", [.. written, ("Input.Translations[fr].Title", "Le Pont"), ("Input.Translations[en].Title", "The bridge"), ("Input.Translations[en].Text", new string('x', Topic.TextLength + 1))]), TopicRules.TranslationFits, Topic.SummaryLength, Topic.TextLength);
        Assert.Equal($"/topics/{bed.Topic.Id.Value}", (await lead.SubmitAsync(form, "topic", [.. written, ("Input.Translations[fr].Title", "Le Pont dans votre journée")])).Location);
        Assert.Contains("value=\"Le Pont dans votre journ", (await lead.GetAsync($"/topics/{bed.Topic.Id.Value}/edit")).Html, StringComparison.Ordinal);

        await bed.SignUpAsync(camille);
        await bed.SignUpAsync(jan);

        var (french, english) = (bed.App.Visitor(camille), bed.App.Visitor(jan));
        (french.Language, english.Language) = ("fr", "en");
        foreach (var page in new[] { "/infosessions", $"/infosessions/{bed.Session.Id.Value}", $"/infosessions/{bed.Session.Id.Value}/ticket", $"/topics/{bed.Topic.Id.Value}", "/topics", "/my/privacy", "/" })
        {
            Assert.Contains("Le Pont dans votre journée", (await french.GetAsync(page)).Text, StringComparison.Ordinal);
            Assert.Contains("De Brug in je werkdag", (await english.GetAsync(page)).Text, StringComparison.Ordinal);
        }

        Assert.Contains("<h1 lang=\"nl\">De Brug in je werkdag", (await english.GetAsync($"/infosessions/{bed.Session.Id.Value}")).Html, StringComparison.Ordinal);
        Assert.Contains("Ce que c’est.", (await french.GetAsync($"/topics/{bed.Topic.Id.Value}")).Text, StringComparison.Ordinal);
        var dryRun = AnInfosession.DryRunOf(bed.Topic, bed.Gent, bed.Joost);
        bed.Database.Given(dryRun, Finding.Give(dryRun, camille.Id, wasThere: true, 0, "Deux heures, c’est long.", dryRun.StartsAt));
        await bed.Database.CreateDbContext().People.Where(p => p.Id == bed.Joost.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Active, false));
        lead.Language = "en";
        foreach (var (visitor, page) in new[] { (english, "/infosessions"), (english, $"/infosessions/{bed.Session.Id.Value}"), (english, $"/infosessions/{bed.Session.Id.Value}/ticket"), (english, $"/infosessions/{bed.Session.Id.Value}/withdraw"), (lead, "/topics"), (lead, $"/topics/{bed.Topic.Id.Value}"), (lead, $"/topics/{bed.Topic.Id.Value}/findings"), (lead, $"/topics/{bed.Topic.Id.Value}/dry-run"), (lead, $"/topics/{bed.Topic.Id.Value}/material"), (lead, $"/infosessions/{bed.Session.Id.Value}/poster"), (lead, $"/infosessions/{bed.Session.Id.Value}/slide"), (lead, $"/infosessions/{bed.Session.Id.Value}/people"), (lead, $"/infosessions/{dryRun.Id.Value}/key-users"), (lead, "/infosessions/planner?week=2026-11-23") })
        {
            Assert.Empty(UnmarkedIn(await visitor.FollowAsync(await visitor.GetAsync(page)), "De Brug in je werkdag").Select(found => $"{page}: {found}"));
        }

        Assert.Matches("lang=\"fr\">[^<]*Le Pont dans votre journ", (await lead.GetAsync("/outbox")).Html);
        french.Language = "en";
        Assert.Matches("<div lang=\"fr\"><h3>[^<]*Le Pont dans votre journ", (await french.GetAsync("/my/privacy")).Html);
        (lead.Language, french.Language) = ("fr", "fr");
        Assert.Contains("Le Pont dans votre journée", (await french.GetAsync("/my/findings")).Text, StringComparison.Ordinal);
        Assert.Contains("Le Pont dans votre journée", (await lead.GetAsync("/")).Text, StringComparison.Ordinal); // what Joost leaves behind
        Assert.DoesNotContain("De Brug in je werkdag", (await lead.GetAsync("/")).Text, StringComparison.Ordinal);
        await using var read = bed.Database.CreateDbContext();
        var mail = await read.Outbox.SingleAsync(m => m.Person == camille.Id);
        Assert.Contains("Le Pont dans votre journée", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Le Pont dans votre journée", mail.Calendar!.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("De Brug in je werkdag", (await read.Outbox.SingleAsync(m => m.Person == jan.Id)).Subject, StringComparison.Ordinal);
    }

    // Where a Dutch title is read without saying that it is Dutch. The head and the options of a select cannot say it.
    private static IEnumerable<string> UnmarkedIn(Page page, string title)
    {
        var document = new HtmlParser().ParseDocument(page.Html);
        Assert.Contains(title, document.Body!.TextContent, StringComparison.Ordinal);
        return document.Body!.GetDescendants().OfType<IText>()
            .Where(text => text.Data.Contains(title, StringComparison.Ordinal) && text.ParentElement is { } around && around.Closest("option, script") is null && around.Closest("[lang]")?.GetAttribute("lang") != "nl")
            .Select(text => text.ParentElement!.OuterHtml);
    }
}
