using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Modules.Infosessions.KeyUsers;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.KeyUsers;

/// <summary>A dry-run of a topic that is not open, on Wednesday 2 December at 10:00 in Gent, beside an infosession open to everyone.</summary>
internal sealed class DryRunTestBed : IAsyncDisposable
{
    private DryRunTestBed(InfosessionTestBed bed) => Bed = bed;

    public InfosessionTestBed Bed { get; }
    public Topic Topic { get; } = AnInfosession.Topic("Lync: zo doe je het", open: false);
    public Infosession DryRun { get; private set; } = null!;

    public static async Task<DryRunTestBed> OnAsync(Database kind)
    {
        var made = new DryRunTestBed(await InfosessionTestBed.OnAsync(kind));
        var bed = made.Bed;
        bed.Database.Given(made.Topic);
        var request = new PlanRequest(bed.Gent.Id, AnInfosession.Tuesday.PlusDays(1).PlusHours(-4), 120, "Zaal 9", null, 8, bed.Joost.Id, "nl");
        var id = await bed.ActAsync<PlanDryRun, InfosessionId>(bed.Lead, a => a.RunAsync(made.Topic.Id, request));
        await using var db = bed.Database.CreateDbContext();
        made.DryRun = db.Infosessions.Single(s => s.Id == id);
        return made;
    }

    public Task<int> InviteAsync(params Person[] people) => Bed.ActAsync<InviteKeyUsers, int>(Bed.Lead, a => a.RunAsync(DryRun.Id, [.. people.Select(p => p.Id)]));

    /// <summary>Invites people, signs them up, and notes that they came.</summary>
    public async Task CameAsync(params Person[] people)
    {
        await InviteAsync(people);
        foreach (var person in people)
        {
            await Bed.SignUpAsync(person, DryRun);
        }

        Bed.Clock.Now = DryRun.EndsAt;
        await Bed.ActAsync<RecordAttendance>(Bed.Joost, a => a.NoteAllAsync(DryRun.Id, [.. people.Select(p => p.Id)]));
    }

    public Task FindAsync(Person person, string text) => Bed.ActAsync<GiveFinding>(person, a => a.RunAsync(DryRun.Id, person.Id, text));

    public Task OpenAsync(string? because = null) => Bed.ActAsync<OpenTopic>(Bed.Lead, a => a.RunAsync(Topic.Id, because));

    public IReadOnlyList<Finding> Findings()
    {
        using var db = Bed.Database.CreateDbContext();
        return [.. db.Findings.OrderBy(f => f.GivenAt).ThenBy(f => f.Text)];
    }

    public bool IsOpen()
    {
        using var db = Bed.Database.CreateDbContext();
        return db.Topics.Single(t => t.Id == Topic.Id).IsOpen;
    }

    public ValueTask DisposeAsync() => Bed.DisposeAsync();
}
