using NodaTime;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

public sealed class GivingTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_gives_an_infosession_finds_its_door_on_their_start_page_until_that_day_is_over(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Facilitator(bed.Gent);
        bed.Database.Given(other);
        var door = $"href=\"/infosessions/{bed.Session.Id.Value}/door\"";

        var page = await bed.App.Visitor(bed.Joost).GetAsync("/");
        Assert.Contains(door, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"/infosessions/{bed.Session.Id.Value}\"", page.Html, StringComparison.Ordinal); // nor is it suggested to them
        Assert.DoesNotContain(door, (await bed.App.Visitor(other).GetAsync("/")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(door, (await bed.App.Visitor(bed.Colleagues(1)[0]).GetAsync("/")).Html, StringComparison.Ordinal);

        bed.Clock.Now = bed.Session.EndsAt + Duration.FromMinutes(30);
        Assert.Contains(door, (await bed.App.Visitor(bed.Joost).GetAsync("/")).Html, StringComparison.Ordinal);
        bed.Clock.Now = bed.Session.EndsAt + Duration.FromHours(12);
        Assert.DoesNotContain(door, (await bed.App.Visitor(bed.Joost).GetAsync("/")).Html, StringComparison.Ordinal);
    }
}
