using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Api.Webhooks;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Tests.Architecture;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Api;

/// <summary>What another system is told, and what happens when it does not answer.</summary>
public sealed class WebhookTests
{
    private static readonly Dictionary<string, string?> Trial = new() { ["Webhooks:AllowPrivate"] = "true" };

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_happens_is_told_signed_and_by_ids_once_it_is_committed(Database kind)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await AnApi.StartAsync(kind, settings: Trial);
        var secret = await MakeAsync(api, receiver, "Registered", "Withdrawn", "Credit");
        api.BasAccepts();

        var place = $"infosessions/{api.Session.Id}/registrations/{api.Bas.Id}";
        await api.SendAsync("PUT", place);
        await api.SendAsync("PUT", $"infosessions/{api.Session.Id}/registrations/{api.Sanne.Id}"); // waits, which is no registration
        await api.SendAsync("DELETE", place, HttpStatusCode.NoContent);
        await api.SendAsync("DELETE", place, HttpStatusCode.Conflict); // refused: nothing happened
        await api.SendAsync("PUT", $"people/{api.Bas.Id}/profile", body: new JsonObject());
        Assert.Empty(receiver.Heard);
        await DeliverAsync(api);
        await DeliverAsync(api);

        var told = receiver.Heard.ConvertAll(h => JsonNode.Parse(h.Body)!);
        Assert.Equal(["credit.given", "registration.created", "registration.withdrawn"], told.Select(t => (string)t["type"]!).Order(StringComparer.Ordinal));
        var created = told.Single(t => (string)t["type"]! == "registration.created");
        Assert.Equal((api.Session.Id.ToString(), api.Bas.Id.ToString()), ((string)created["data"]!["infosession"]!, (string)created["data"]!["person"]!));
        Assert.DoesNotContain(receiver.Heard, h => h.Body.Contains("Loon", StringComparison.Ordinal) || h.Body.Contains('@', StringComparison.Ordinal));
        AssertSigned(receiver, secret);
        Assert.Equal(3, receiver.Heard.Select(h => (string?)h.Headers["webhook-id"]).Distinct().Count());
    }

    [Fact]
    public async Task Everything_there_is_to_tell_reaches_a_receiver_that_hung_up_stalled_and_failed_by_the_same_ids_and_signed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await AnApi.StartAsync(Database.Sqlite, settings: Trial, replace: services => services.AddSingleton(s => ActivatorUtilities.CreateInstance<WebhookSender>(s, TimeSpan.FromSeconds(3))));
        var secret = await MakeAsync(api, receiver, "Registered", "Withdrawn", "Live", "Credit", "Alarm");
        var launch = await EverythingHappensAsync(api);

        // Taken but not answered, stalled, failed: each time everything is tried again, until it is taken.
        receiver.HangsUp = true;
        await DeliverAsync(api);
        (receiver.HangsUp, receiver.Silent) = (false, true);
        api.Clock.Advance(Duration.FromMinutes(2));
        await DeliverAsync(api);
        (receiver.Silent, receiver.Answer) = (false, 500);
        api.Clock.Advance(Duration.FromMinutes(5));
        await DeliverAsync(api);
        receiver.Answer = 200;
        api.Clock.Advance(Duration.FromMinutes(20));
        await DeliverAsync(api);
        await DeliverAsync(api);

        AssertSigned(receiver, secret);
        var told = receiver.Heard.ConvertAll(h => (Id: (string)h.Headers["webhook-id"]!, Body: JsonNode.Parse(h.Body)!)).GroupBy(m => m.Id).ToList();
        Assert.All(told, attempts => Assert.True(attempts.Count() >= 3)); // the stalled attempt was not heard
        Assert.All(told, attempts => Assert.Single(attempts.Select(a => a.Body.ToJsonString()).Distinct()));
        Assert.Equal(
            ["alarm.raised", "alarm.raised", "credit.given", "credits.imported", "launch.live", "registration.created", "registration.withdrawn"],
            told.Select(t => (string)t.First().Body["type"]!).Order(StringComparer.Ordinal));
        JsonNode Data(string type, string? alarm = null) => told.Select(t => t.First().Body).Single(b => (string)b["type"]! == type && (string?)b["data"]!["alarm"] == alarm)["data"]!;
        var live = Data("launch.live");
        Assert.Equal(
            (launch.Id.ToString(), launch.Wave.ToString(), api.Gent.Id.ToString(), launch.Wave.ToString(), 1),
            ((string)live["launch"]!, (string)live["wave"]!, (string)live["branch"]!, (string)Data("alarm.raised", "wave-held")["wave"]!, (int)Data("credits.imported")["given"]!));
        var trouble = Data("alarm.raised", "branch-has-trouble");
        Assert.All((string[])["launch", "wave", "branch"], id => Assert.Equal((string)live[id]!, (string)trouble[id]!));

        // What a message names can be asked for.
        var wave = await api.GetAsync($"waves/{live["wave"]}");
        Assert.Equal(("live", launch.Id.ToString(), "live"), ((string)wave["state"]!, (string)wave["launches"]![0]!["id"]!, (string)wave["launches"]![0]!["state"]!));
    }

    /// <summary>By the API and the pages; what happens by itself is run here, at its time.</summary>
    private static async Task<Launch> EverythingHappensAsync(AnApi api)
    {
        api.BasAccepts();
        var place = $"infosessions/{api.Session.Id}/registrations/{api.Bas.Id}";
        await api.SendAsync("PUT", place);
        await api.SendAsync("DELETE", place, HttpStatusCode.NoContent);
        await api.SendAsync("PUT", $"people/{api.Bas.Id}/profile", body: new JsonObject());

        // A report settles another's credit.
        var joost = A.Person(api.Gent);
        await using (var db = api.Database.CreateDbContext())
        {
            var invitation = Invitation.ByComing((await db.Ambassadors.SingleAsync()).Id, joost.Id, InvitationChannel.Qr, A.Monday);
            invitation.Accept(A.Monday);
            api.Database.Given(joost, invitation);
        }

        await api.App.Services.GetRequiredService<ImportProfiles>().RunAsync(Files.Of($"email;since\n{joost.Email};2026-11-23"), preview: false);

        // A wave is held and goes on, goes live, and its branch reports trouble: once, though the next report still names it.
        var (moment, lead) = (new LocalDateTime(2026, 12, 7, 9, 0), A.Acting(api.Lead, api.Gent));
        api.Gent.AssignDirector(api.Sanne.Id);
        await using (var db = api.Database.CreateDbContext())
        {
            (await db.Branches.SingleAsync()).AssignDirector(api.Sanne.Id);
            await db.SaveChangesAsync();
        }

        var (wave, director) = (Wave.Plan("Wave 1", moment, A.Brussels, [api.Gent.Id], [new PlannedCheck("Room", CheckWeight.Must, 7)], lead, A.Monday), A.Acting(api.Sanne, api.Gent));
        var launch = wave.Launches[0];
        launch.Tick(wave, launch.Checks[0].Id, new Evidence("Seen"), director, A.Monday);
        launch.SignOff(wave, new VerdictGiven.Go(), SignOffSnapshot.Of(wave, launch).Fingerprint, director, A.Monday);
        wave.Start(StartGate.Open, lead, A.Monday);
        api.Database.Given(wave);

        // What goes wrong in a rehearsal is no alarm.
        var (visitor, goLive) = (api.App.Visitor(api.Lead), api.App.Services.GetRequiredService<GoLive>());
        var rehearsal = Wave.Rehearse(wave, 1, lead, A.Monday);
        api.Database.Given(rehearsal);
        api.Clock.Advance(Duration.FromMinutes(1));
        await goLive.RunAsync();
        await ReportTroubleAsync(rehearsal.Launches[0].Id);

        var path = $"/waves/{wave.Id}";
        Assert.True((await visitor.SubmitAsync(await visitor.GetAsync(path), "hold", ("Reason", "The network is down."))).IsRedirect);
        Assert.True((await visitor.SubmitAsync(await visitor.GetAsync(path), "lift")).IsRedirect);
        api.Clock.Now = moment.InZoneStrictly(A.Brussels).ToInstant();
        await goLive.RunAsync();
        visitor = api.App.Visitor(api.Lead);
        await ReportTroubleAsync(launch.Id);
        await ReportTroubleAsync(launch.Id);
        return launch;

        async Task ReportTroubleAsync(LaunchId of)
        {
            var page = $"/launches/{of}/roll-call";
            Assert.Equal(page + "?done=true", (await visitor.SubmitAsync(await visitor.GetAsync(page), "roll-call", ("Present", "2"), ("FirstVisits", "1"), ("Trouble", "No wifi"))).Location);
        }
    }

    [Fact]
    public async Task The_example_in_the_documentation_is_signed_as_messages_are()
    {
        var example = Regex.Match(await File.ReadAllTextAsync(Path.Combine(Sources.Root, "docs", "api.md")), "secret `(whsec_[^`]+)`.*?webhook-id: (\\S+)\nwebhook-timestamp: (\\S+)\nwebhook-signature: (\\S+)\n\n([^\n]+)", RegexOptions.Singleline).Groups;

        Assert.Equal(WebhookSender.Sign(example[1].Value, example[2].Value, example[3].Value, example[5].Value), example[4].Value);
    }

    [Fact]
    public async Task What_is_not_taken_is_tried_again_with_the_same_id_given_up_after_eight_told_to_the_lead_and_sent_again()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await AnApi.StartAsync(Database.Sqlite, settings: Trial);
        await MakeAsync(api, receiver, "Registered");
        await api.SendAsync("PUT", $"infosessions/{api.Session.Id}/registrations/{api.Bas.Id}");

        // A redirect is not followed, a server in trouble and one that asks to wait are tried later: never earlier than they ask.
        (receiver.Answer, receiver.With["Location"]) = (302, "http://127.0.0.1:1/");
        await DeliverAsync(api);
        await DeliverAsync(api);
        Assert.Equal(("Queued", 1, 302), await StateAsync(api));
        (receiver.Answer, receiver.With["Retry-After"]) = (429, "1800");
        api.Clock.Advance(Duration.FromMinutes(2));
        await DeliverAsync(api);
        api.Clock.Advance(Duration.FromMinutes(29));
        await DeliverAsync(api);
        Assert.Equal(("Queued", 2, 429), await StateAsync(api));
        receiver.Answer = 500;
        for (var i = 0; i < 6; i++)
        {
            api.Clock.Advance(Duration.FromHours(5));
            await DeliverAsync(api);
        }

        Assert.Equal(("Dead", 8, 500), await StateAsync(api));
        Assert.Equal(8, receiver.Heard.Count);
        Assert.Single(receiver.Heard.Select(h => (string?)h.Headers["webhook-id"]).Distinct());
        await using (var db = api.Database.CreateDbContext())
        {
            var mail = await db.Outbox.SingleAsync(m => m.About == "webhook-dead");
            Assert.Equal((api.Lead.Id, "Intranet cannot be reached"), (mail.Person!.Value, mail.Subject));
        }

        // The lead sees it, and sends it again.
        var visitor = api.App.Visitor(api.Lead);
        var page = await visitor.GetAsync((await visitor.GetAsync("/settings/api/webhooks")).LinkTo("/settings/api/webhooks/"));
        Assert.Contains("registration.created", page.Text, StringComparison.Ordinal);
        Assert.Contains("given up 500", page.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(page, "change", ("Change.What", "dead"));
        receiver.Answer = 204;
        await DeliverAsync(api);
        Assert.Equal(("Delivered", 1, 204), await StateAsync(api));

        // One that is gone ends the webhook, and one that ended or whose client has no token any more is told nothing.
        await visitor.SubmitAsync(await visitor.GetAsync(page.Path), "change", ("Change.What", Regex.Match((await visitor.GetAsync(page.Path)).Html, "value=\"([0-9a-f-]{36})\"").Groups[1].Value));
        receiver.Answer = 410;
        await DeliverAsync(api);
        Assert.Equal(("Dead", 1, 410), await StateAsync(api));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(page.Path)).Status);
    }

    [Fact]
    public async Task A_webhook_is_for_what_its_client_may_read_and_never_leads_into_the_own_network_unless_the_installation_says_so()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await AnApi.StartAsync(Database.Sqlite, ApiScopes.WavesRead);
        var visitor = api.App.Visitor(api.Lead);
        var page = await visitor.GetAsync("/settings/api/webhooks");
        var client = Regex.Match(page.Html, "<option value=\"([0-9a-f-]{36})\"").Groups[1].Value;
        async Task<Page> TryAsync(string address, params string[] kinds) =>
            await visitor.SubmitAsync(page, "make", [("Client", client), ("Address", address), .. kinds.Select(k => ("Kinds", (string?)k))]);

        Refused.On(await TryAsync("https://hooks.voorbeeld.be/in", "Registered"), WebhookRules.MayReadIt);
        Refused.On(await TryAsync("https://hooks.voorbeeld.be/in"), WebhookRules.TellsSomething);
        foreach (var inside in (string[])["http://hooks.voorbeeld.be", "https://localhost/", "https://10.1.2.3/", "https://[::1]/", "https://169.254.169.254/latest", "https://[::ffff:192.168.0.1]/", "https://2130706433/", "ftp://hooks.voorbeeld.be/", "hooks"])
        {
            Refused.On(await TryAsync(inside, "Live"), WebhookRules.HasAPublicAddress);
        }

        // A name that leads inside is found out when it is connected to.
        using var guarded = new WebhookSender(new EphemeralDataProtectionProvider(), Options.Create(new WebhookSettings()), api.Clock);
        var (_, stored) = guarded.NewSecret();
        var told = WebhookDelivery.Queue(default, "launch.live", "{}", A.Monday);
        var inner = await guarded.SendAsync(Webhook.Make(default, $"http://localhost:{receiver.Address.Port}/", stored, WebhookKinds.Live, api.Lead.Id, A.Monday), told, default);
        Assert.Equal((null, "The address leads into a private network."), (inner.Status, inner.Trouble));
        Assert.Empty(receiver.Heard);

        // Where it is allowed, one that never answers is left after a while.
        receiver.Silent = true;
        var open = Options.Create(new WebhookSettings { AllowPrivate = true });
        var protection = new EphemeralDataProtectionProvider();
        using var patient = new WebhookSender(protection, open, api.Clock, TimeSpan.FromMilliseconds(300));
        var silent = await patient.SendAsync(Webhook.Make(default, receiver.Address.AbsoluteUri, patient.NewSecret().Stored, WebhookKinds.Live, api.Lead.Id, A.Monday), told, default);
        Assert.Equal((null, "No answer in time."), (silent.Status, silent.Trouble));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Only_addresses_on_the_internet_are_public(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddresses.Has(IPAddress.Parse(address)));

    /// <summary>As docs/api.md tells a receiver to check what it got.</summary>
    private static void AssertSigned(Receiver receiver, string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        Assert.NotEmpty(receiver.Heard);
        Assert.All(receiver.Heard, h => Assert.Equal(
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{h.Headers["webhook-id"]}.{h.Headers["webhook-timestamp"]}.{h.Body}"))),
            (string?)h.Headers["webhook-signature"]));
    }

    private static async Task<string> MakeAsync(AnApi api, Receiver receiver, params string[] kinds)
    {
        var visitor = api.App.Visitor(api.Lead);
        var page = await visitor.GetAsync("/settings/api/webhooks");
        var client = Regex.Match(page.Html, "<option value=\"([0-9a-f-]{36})\"").Groups[1].Value;
        var made = await visitor.SubmitAsync(page, "make", [("Client", client), ("Address", receiver.Address.AbsoluteUri), .. kinds.Select(k => ("Kinds", (string?)k))]);
        return WebUtility.HtmlDecode(Regex.Match(made.Html, "<b class=\"code any\">(whsec_[^<]+)</b>").Groups[1].Value);
    }

    private static Task DeliverAsync(AnApi api) => api.App.Services.GetRequiredService<DeliverWebhooks>().RunAsync();

    private static async Task<(string State, int Attempts, int? Status)> StateAsync(AnApi api)
    {
        await using var db = api.Database.CreateDbContext();
        var delivery = await db.Set<WebhookDelivery>().AsNoTracking().SingleAsync();
        return (delivery.State.ToString(), delivery.Attempts, delivery.Status);
    }
}
