using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Attendance;

/// <summary>Notes made on a phone offline and sent over HTTP; and what the browser may cache of check-in.</summary>
public sealed class DoorSyncTests
{
    private const string KeepFor = "Rollout-Keep-For", Key = "rollout-door";

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_was_let_in_without_a_connection_gets_a_chair_once_and_who_finds_none_is_named(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 2);
        var people = bed.Colleagues(4);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);
        bed.Clock.Now = bed.Session.StartsAt + Duration.FromMinutes(5);
        object[] noted =
        [
            new { person = people[0].Id.Value, came = true, ago = 60_000 },
            new { person = people[2].Id.Value, came = true, letIn = true, ago = 50_000 },
            new { person = people[3].Id.Value, came = true, letIn = true, ago = 40_000 },
        ];

        await SyncAsync(bed, [noted[0]]);
        var answer = await SyncAsync(bed, noted);
        var again = await SyncAsync(bed, noted);

        foreach (var refused in (JsonElement[])[answer, again])
        {
            var only = Assert.Single(refused.GetProperty("refused").EnumerateArray());
            Assert.Equal(people[3].Id.Value, only.GetProperty("person").GetGuid());
            Assert.Equal(Rollout.App.Shared.Localization.Localizer.In("nl")["rule." + InfosessionRules.WalkInNeedsAChair.Code], only.GetProperty("because").GetString());
        }

        await using var db = bed.Database.CreateDbContext();
        var states = await db.Registrations.Where(r => r.Infosession == bed.Session.Id).ToDictionaryAsync(r => r.Person, r => r.State);
        Assert.Equal((RegistrationState.Attended, RegistrationState.Registered, RegistrationState.Attended), (states[people[0].Id], states[people[1].Id], states[people[2].Id]));
        Assert.Equal((3, 2), (states.Count, bed.Stored().Taken));
    }

    [Fact]
    public async Task Only_the_door_says_that_it_may_be_kept_until_the_end_of_its_day()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        bed.Clock.Now = bed.Session.StartsAt - Duration.FromHours(1);
        var midnight = bed.Session.Zone.AtStartOfDay(bed.Session.Starts.Date.PlusDays(1)).ToInstant();
        var joost = bed.App.Visitor(bed.Joost);

        Assert.Equal((midnight - bed.Clock.Now).TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture), (await joost.GetAsync(DoorOf(bed))).Headers[KeepFor]);
        foreach (var path in (string[])["/", "/infosessions", $"/infosessions/{bed.Session.Id.Value}", $"/infosessions/{bed.Session.Id.Value}/people", $"{DoorOf(bed)}?nonsense=1"])
        {
            Assert.Equal(path.Contains("/door", StringComparison.Ordinal), (await joost.GetAsync(path)).Headers.ContainsKey(KeepFor));
        }

        Assert.DoesNotContain(KeepFor, (await bed.App.Visitor(bed.Colleagues(1)[0]).GetAsync(DoorOf(bed))).Headers.Keys);
        bed.Clock.Now = midnight;
        Assert.DoesNotContain(KeepFor, (await joost.GetAsync(DoorOf(bed))).Headers.Keys);
    }

    [Fact]
    public async Task Signing_out_throws_the_key_of_what_was_kept_away_and_the_next_one_is_another()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var joost = bed.App.Visitor(bed.Joost);
        var page = await joost.GetAsync(DoorOf(bed));
        var key = joost.Cookies[Key];
        await joost.GetAsync(DoorOf(bed));
        Assert.Equal(key, joost.Cookies[Key]);

        await joost.SubmitAsync(page, "/sign-out");

        Assert.True(!joost.Cookies.TryGetValue(Key, out var left) || left.Length == 0);
        var another = bed.App.Visitor(bed.Joost);
        await another.GetAsync(DoorOf(bed));
        Assert.NotEqual(key, another.Cookies[Key]);
    }

    private static string DoorOf(InfosessionTestBed bed) => $"/infosessions/{bed.Session.Id.Value}/door";

    private static async Task<JsonElement> SyncAsync(InfosessionTestBed bed, object[] noted)
    {
        var joost = bed.App.Visitor(bed.Joost);
        joost.Language = "nl";
        var (_, hidden, _) = (await joost.GetAsync(DoorOf(bed))).FormOf($"{DoorOf(bed)}/tick");
        var answer = await joost.PostAsync($"{DoorOf(bed)}/sync", [.. hidden, new("ticks", JsonSerializer.Serialize(noted))]);
        return JsonDocument.Parse(answer.Html).RootElement;
    }
}
