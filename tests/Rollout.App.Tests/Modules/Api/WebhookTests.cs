using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Modules.Api.Webhooks;
using Rollout.App.Tests.Architecture;
using Rollout.Domain.Access;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Api;

/// <summary>What another system is told, and what happens when it does not answer.</summary>
public sealed class WebhookTests
{
    internal static readonly Dictionary<string, string?> Trial = new() { ["Webhooks:AllowPrivate"] = "true" };

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_happens_is_told_signed_and_by_ids_once_it_is_committed(Database kind)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await AnApi.StartAsync(kind, settings: Trial);
        var secret = await api.MakeWebhookAsync(receiver, "Registered", "Withdrawn", "Credit");
        api.BasAccepts();

        var place = $"infosessions/{api.Session.Id}/registrations/{api.Bas.Id}";
        await api.SendAsync("PUT", place);
        await api.SendAsync("PUT", $"infosessions/{api.Session.Id}/registrations/{api.Sanne.Id}"); // waits, which is no registration
        await api.SendAsync("DELETE", place, HttpStatusCode.NoContent);
        await api.SendAsync("DELETE", place, HttpStatusCode.Conflict); // refused: nothing happened
        await api.SendAsync("PUT", $"people/{api.Bas.Id}/profile", body: new JsonObject());
        Assert.Empty(receiver.Heard);
        await api.DeliverAsync();
        await api.DeliverAsync();

        var told = receiver.Heard.ConvertAll(h => JsonNode.Parse(h.Body)!);
        Assert.Equal(["credit.given", "registration.created", "registration.withdrawn"], told.Select(t => (string)t["type"]!).Order(StringComparer.Ordinal));
        var created = told.Single(t => (string)t["type"]! == "registration.created");
        Assert.Equal((api.Session.Id.ToString(), api.Bas.Id.ToString()), ((string)created["data"]!["infosession"]!, (string)created["data"]!["person"]!));
        Assert.DoesNotContain(receiver.Heard, h => h.Body.Contains("Loon", StringComparison.Ordinal) || h.Body.Contains('@', StringComparison.Ordinal));
        receiver.AssertSigned(secret);
        Assert.Equal(3, receiver.Heard.Select(h => (string?)h.Headers["webhook-id"]).Distinct().Count());
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
        await api.MakeWebhookAsync(receiver, "Registered");
        await api.SendAsync("PUT", $"infosessions/{api.Session.Id}/registrations/{api.Bas.Id}");

        // A redirect is not followed, a server in trouble and one that asks to wait are tried later: never earlier than they ask.
        (receiver.Answer, receiver.With["Location"]) = (302, "http://127.0.0.1:1/");
        await api.DeliverAsync();
        await api.DeliverAsync();
        Assert.Equal(("Queued", 1, 302), await StateAsync(api));
        (receiver.Answer, receiver.With["Retry-After"]) = (429, "1800");
        api.Clock.Advance(Duration.FromMinutes(2));
        await api.DeliverAsync();
        api.Clock.Advance(Duration.FromMinutes(29));
        await api.DeliverAsync();
        Assert.Equal(("Queued", 2, 429), await StateAsync(api));
        receiver.Answer = 500;
        for (var i = 0; i < 6; i++)
        {
            api.Clock.Advance(Duration.FromHours(5));
            await api.DeliverAsync();
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
        await api.DeliverAsync();
        Assert.Equal(("Delivered", 1, 204), await StateAsync(api));

        // One that is gone ends the webhook, and one that ended or whose client has no token any more is told nothing.
        await visitor.SubmitAsync(await visitor.GetAsync(page.Path), "change", ("Change.What", Regex.Match((await visitor.GetAsync(page.Path)).Html, "value=\"([0-9a-f-]{36})\"").Groups[1].Value));
        receiver.Answer = 410;
        await api.DeliverAsync();
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

    private static async Task<(string State, int Attempts, int? Status)> StateAsync(AnApi api)
    {
        await using var db = api.Database.CreateDbContext();
        var delivery = await db.Set<WebhookDelivery>().AsNoTracking().SingleAsync();
        return (delivery.State.ToString(), delivery.Attempts, delivery.Status);
    }
}
