using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Api.Webhooks;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Launches;
using Rollout.Testing;
using System.Net;

namespace Rollout.App.Tests.Modules.Api;

/// <summary>Every kind of event in the story of one launch, sent to a receiver that fails in every way before it takes them.</summary>
public sealed class WebhookStoryTests
{
    [Fact]
    public async Task Everything_there_is_to_tell_reaches_a_receiver_that_hung_up_stalled_and_failed_by_the_same_ids_and_signed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await AnApi.StartAsync(Database.Sqlite, settings: WebhookTests.Trial, replace: services => services.AddSingleton(s => ActivatorUtilities.CreateInstance<WebhookSender>(s, TimeSpan.FromSeconds(3))));
        var secret = await api.MakeWebhookAsync(receiver, "Registered", "Withdrawn", "Live", "Credit", "Alarm");
        var launch = await EverythingHappensAsync(api);

        // Taken but not answered, stalled, failed: each time everything is tried again, until it is taken.
        receiver.HangsUp = true;
        await api.DeliverAsync();
        (receiver.HangsUp, receiver.Silent) = (false, true);
        api.Clock.Advance(Duration.FromMinutes(2));
        await api.DeliverAsync();
        (receiver.Silent, receiver.Answer) = (false, 500);
        api.Clock.Advance(Duration.FromMinutes(5));
        await api.DeliverAsync();
        receiver.Answer = 200;
        api.Clock.Advance(Duration.FromMinutes(20));
        await api.DeliverAsync();
        await api.DeliverAsync();

        receiver.AssertSigned(secret);
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
}
