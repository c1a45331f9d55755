using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

public sealed class RenameTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_wave_has_another_name_every_go_holds_and_the_log_keeps_the_one_it_had(Database kind)
    {
        using var company = await (await new Company(kind).PlanAsync()).SignAsync();
        var had = company.Found(0).Wave.Name;

        await Rename(company, company.Lead).RunAsync(company.Wave, "  Flanders ");
        await Rename(company, company.Lead).RunAsync(company.Wave, "Flanders");
        await company.StartAsync();

        Assert.Equal(("Flanders", WaveState.Started), (company.Found(0).Wave.Name, company.Found(0).Wave.State));
        var log = (await new FindControlRoom(company.Db, company.Clock).RunAsync(company.Wave, all: true))!.Log;
        Assert.Equal([had], log.Where(e => e.What == BoardEventKind.Renamed).Select(e => e.Words));
    }

    [Fact]
    public async Task Only_the_lead_names_it_with_a_name_and_not_once_it_is_live()
    {
        using var company = new Company(Database.Sqlite).Started();
        var had = company.Found(0).Wave.Name;

        await Refused.ByAsync(WaveRules.OnlyTheLead, () => Rename(company, company.Directors[0]).RunAsync(company.Wave, "Mine"));
        await Refused.ByAsync(WaveRules.NeedsAName, () => Rename(company, company.Lead).RunAsync(company.Wave, "  "));
        await Refused.ByAsync(WaveRules.NeedsAName, () => Rename(company, company.Lead).RunAsync(company.Wave, new string('x', Wave.NameLength + 1)));
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        await Refused.ByAsync(WaveRules.NothingChangesAfterLive, () => Rename(company, company.Lead).RunAsync(company.Wave, "Too late"));

        Assert.Equal(had, company.Found(0).Wave.Name);
    }

    [Fact]
    public async Task What_was_typed_stays_when_it_is_refused()
    {
        using var company = await new Company(Database.Sqlite).PlanAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var (lead, path) = (app.Visitor(company.Lead), $"/waves/{company.Wave}/name");

        var refused = await lead.SubmitAsync(await lead.GetAsync(path), "name", ("Input.Name", new string('y', 61)));
        Assert.Contains("Give the wave a name of at most 60 characters.", refused.Text, StringComparison.Ordinal);
        Assert.Contains(new string('y', 61), refused.Html, StringComparison.Ordinal);

        var saved = await lead.SubmitAsync(refused, "name", ("Input.Name", "<b>Flanders</b>"));
        Assert.Equal($"/waves/{company.Wave}", saved.Location);
        Assert.Contains("&lt;b&gt;Flanders&lt;/b&gt;", (await lead.GetAsync(saved.Location!)).Html, StringComparison.Ordinal);
    }

    private static RenameWave Rename(Company company, Domain.People.Person who) => new(company.Db, company.As(who), company.Clock);
}
