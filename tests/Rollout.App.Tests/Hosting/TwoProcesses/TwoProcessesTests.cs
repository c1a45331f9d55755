using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Tests.Identity;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting.TwoProcesses;

/// <summary>Two processes are one product: it does not matter which one answers.</summary>
public sealed class TwoProcessesTests(TwoPrograms two) : IClassFixture<TwoPrograms>
{
    [Fact]
    public async Task A_code_asked_for_at_one_signs_in_at_the_other_and_what_is_done_there_is_seen_at_the_first()
    {
        var first = await SignInAsync(two.Lead, two.First, two.Second);
        var second = first.At(two.Second);

        var form = await first.GetAsync("/settings");
        Assert.Contains("De Brug", form.Text, StringComparison.Ordinal);
        var saved = await second.SubmitAsync(
            form, "settings", ("Platform", "Het Plein"), ("Company", "Maes"), ("Brand", "#1d3192"), ("PlatformAddress", "https://plein.maes.be"));

        Assert.True(saved.IsRedirect, saved.Text);
        await SoonAsync(async () => (await first.GetAsync("/people")).Text.Contains("Het Plein", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_codes_count_together_wherever_they_are_typed()
    {
        var (first, person) = (new Visitor(two.First), two.Colleagues[0]);
        var page = await SigningIn.AskAsync(first, person.Email!);
        var code = SigningIn.MailedTo(two.Database, person).Code!;
        for (var tries = 0; tries < Domain.Access.SignInCode.MostTries; tries++)
        {
            page = await first.At(tries % 2 == 0 ? two.First : two.Second).SubmitAsync(page, "code", ("Code", SigningIn.WrongFor(code)));
        }

        SigningIn.AssertRefused(await first.At(two.Second).SubmitAsync(page, "code", ("Code", code)), first, "too old", "too often", "Too many");
    }

    [Fact]
    public async Task A_role_taken_away_at_one_is_gone_at_the_other_at_the_next_click()
    {
        var lead = await SignInAsync(two.Lead, two.First, two.First);
        var other = await SignInAsync(two.OtherLead, two.Second, two.Second);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/settings")).Status);

        var roles = await lead.GetAsync("/people/roles");
        var form = roles.Html.Split("<form").Single(f => f.Contains($"value=\"{two.OtherLead.Id}\"", StringComparison.Ordinal) && f.Contains("value=\"Lead\"", StringComparison.Ordinal));
        await lead.SubmitAsync(roles with { Html = "<form" + form }, "/people/roles", ("give", "no"));

        Assert.StartsWith("/denied", (await other.GetAsync("/settings")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_taken_at_one_is_in_the_feed_and_given_back_at_the_other()
    {
        var person = two.Colleagues[1];
        var first = await SignInAsync(person, two.First, two.First);
        var second = first.At(two.Second);
        var session = $"/infosessions/{two.Session.Id.Value}";
        var calendar = await first.FollowAsync(await first.SubmitAsync(await first.GetAsync("/my/calendar"), "/my/calendar/address"));
        var feed = new Uri(calendar.Html.Split('"', '<', '>').First(part => part.Contains("/calendar/", StringComparison.Ordinal) && part.EndsWith(".ics", StringComparison.Ordinal) && part.Contains("http", StringComparison.Ordinal))
            .Replace("webcal", "http", StringComparison.Ordinal)).PathAndQuery;

        var ticket = await first.FollowAsync(await first.SubmitAsync(await first.GetAsync(session + "/sign-up"), session + "/registration"));

        Assert.Equal(HttpStatusCode.OK, ticket.Status);
        Assert.Contains("BEGIN:VEVENT", (await new Visitor(two.Second).GetAsync(feed)).Html, StringComparison.Ordinal);
        await second.SubmitAsync(await second.GetAsync(session + "/withdraw"), "withdraw");
        Assert.DoesNotContain("BEGIN:VEVENT", (await new Visitor(two.First).GetAsync(feed)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_house_at_one_is_full_at_the_other_although_both_sell_at_once()
    {
        var crowd = two.Colleagues.Skip(5).Take(30).ToList();
        var visitors = new List<Visitor>();
        foreach (var (person, i) in crowd.Select((p, i) => (p, i)))
        {
            visitors.Add(await SignInAsync(person, two.Addresses[i % 2], two.Addresses[(i + 1) % 2]));
        }

        var session = $"/infosessions/{two.Session.Id.Value}";
        var pages = await Task.WhenAll(visitors.Select(v => v.GetAsync(session + "/sign-up")));
        await Task.WhenAll(visitors.Zip(pages, (visitor, page) => visitor.SubmitAsync(page, session + "/registration")));

        await using var db = two.Database.CreateDbContext();
        var people = crowd.Select(p => p.Id).ToList();
        var states = await db.Registrations.Where(r => r.Infosession == two.Session.Id && people.Contains(r.Person)).Select(r => r.State).ToListAsync();
        Assert.Equal(30, states.Count);
        var stored = await db.Infosessions.AsNoTracking().SingleAsync(s => s.Id == two.Session.Id);
        Assert.Equal(20, stored.Taken);
        Assert.Equal(20, await db.Registrations.CountAsync(r => r.Infosession == two.Session.Id && r.State == RegistrationState.Registered));
    }

    [Fact]
    public async Task An_import_sent_to_one_is_previewed_and_applied_at_the_other_and_its_result_is_at_both()
    {
        var first = await SignInAsync(two.Lead, two.First, two.First);
        var second = first.At(two.Second);
        var sent = await first.UploadAsync(
            await first.GetAsync("/people/import"), "upload", ("File", "lijst.csv", Encoding.UTF8.GetBytes("Personeelsnummer;Naam;Vestiging\n9001;Nieuwe Collega;Gent\n9002;Geen Vestiging;Nergens\n")), ("Kind", "People"));

        var preview = await Importing.SettledAsync(second, sent.Location!);
        Assert.Contains("1 to add, 0 to update, 1 refused", preview.Text, StringComparison.Ordinal);
        var applied = await second.SubmitAsync(preview, "apply");

        Assert.Contains("1 added, 0 updated", (await Importing.SettledAsync(first, applied.Location!)).Text, StringComparison.Ordinal);
        Assert.Contains("Geen Vestiging", (await second.GetAsync(applied.Location + "/refused.csv")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_at_the_door_hears_from_one_what_is_done_at_the_other()
    {
        var (door, person) = (await SignInAsync(two.Lead, two.Second, two.Second), two.Colleagues[2]);
        var session = $"/infosessions/{two.Later.Id.Value}";
        Assert.Equal(HttpStatusCode.NotFound, (await door.GetAsync($"/infosessions/{Guid.CreateVersion7()}/door/live")).Status);
        var first = await SignInAsync(person, two.First, two.First);

        var heard = door.HearAsync(session + "/door/live", told => told.Contains(person.Id.ToString(), StringComparison.Ordinal));
        await first.SubmitAsync(await first.GetAsync(session + "/sign-up"), session + "/registration");

        Assert.Contains("\"came\":null", await heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slides_sent_to_one_are_downloaded_at_the_other_although_they_share_no_folder()
    {
        var first = await SignInAsync(two.Lead, two.First, two.First);
        var path = $"/topics/{two.Session.Topic.Value}/material";
        var slides = Encoding.ASCII.GetBytes("%PDF-1.7 " + new string('x', 1_200_000));

        var page = await first.FollowAsync(await first.UploadAsync(await first.GetAsync(path), "material", ("File", "slides.pdf", slides), ("Name", "The slides")));

        Assert.Equal(Convert.ToHexString(SHA256.HashData(slides)), await first.At(two.Second).DigestAsync(page.LinkTo(path + "/")));
    }

    /// <summary>Asks for a code at one process, and types it in at the other.</summary>
    private async Task<Visitor> SignInAsync(Person person, Uri asks, Uri types)
    {
        var visitor = new Visitor(asks);
        var page = await SigningIn.AskAsync(visitor, person.Email!);
        var signedIn = await visitor.At(types).SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(two.Database, person).Code));
        Assert.Equal("/", signedIn.Location);
        return visitor;
    }

    // The other process hears of it at once, but not in the same moment; what it caches would last longer.
    private static async Task SoonAsync(Func<Task<bool>> seen)
    {
        var patience = Stopwatch.StartNew();
        while (!await seen())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(4), "The other process does not hear of it.");
        }
    }
}
