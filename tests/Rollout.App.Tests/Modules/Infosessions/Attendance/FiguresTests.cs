using System.Net;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Tests.Modules.Infosessions.KeyUsers;
using Rollout.App.Tests.Modules.Infosessions.Registrations;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Attendance;

/// <summary>Attendance, no-shows, walk-ins and show-rate.</summary>
public sealed class FiguresTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task They_count_places_that_were_noted_by_topic_branch_work_type_and_answer(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, 30);
        var brugge = A.Branch("Brugge");
        var others = Enumerable.Range(0, 6).Select(i => A.Person(brugge, $"Visitor Nr{i}")).ToArray();
        var walkIn = A.Person(brugge, "Walk In");
        bed.Database.Given([brugge, .. others, walkIn]);
        var people = (await WarmUpTests.RemindedAsync(bed, 12)).Select(p => p.Person).ToArray();
        foreach (var person in people[..6])
        {
            await WarmUpTests.AnswerAsync(bed, person, true);
        }

        foreach (var person in others)
        {
            await bed.SignUpAsync(person);
        }

        bed.Clock.Now = bed.Session.EndsAt;
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.NoteAllAsync(bed.Session.Id, [.. people[..8].Concat(others[..3]).Select(p => p.Id)]));
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.LetInAsync(bed.Session.Id, walkIn.Id));

        var found = await FindAsync(bed, bed.Lead);
        Assert.Equal((19, 11, 7, 1), Of(found.All!));
        Assert.Equal((19, 11, 7, 1), Of(Assert.Single(found.By[FigureKind.Topic])));
        Assert.Equal([(7, 3, 3, 1), (12, 8, 4, 0)], found.By[FigureKind.Branch].Select(Of));
        Assert.Equal((19, 11, 7, 1), Of(Assert.Single(found.By[FigureKind.WorkType])));
        Assert.Equal([(6, 6, 0, 0), (6, 2, 4, 0), (6, 3, 3, 0)], found.By[FigureKind.Answer].Select(Of));

        var page = await bed.App.Visitor(bed.Lead).GetAsync("/infosessions/figures");
        Assert.Contains("61% of the 18 people with a place came", page.Text, StringComparison.Ordinal);
        Assert.Contains("Asked, did not answer", page.Text, StringComparison.Ordinal);
        Assert.Contains("/infosessions/figures\"", (await bed.App.Visitor(bed.Lead).GetAsync("/infosessions")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_facilitator_sees_their_own_a_dry_run_is_in_none_and_four_people_are_too_few(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var bed = made.Bed;
        var claire = AnInfosession.Facilitator(bed.Gent, "Claire Dubois");
        var hers = AnInfosession.Of(bed.Topic, bed.Gent, claire, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(claire, hers);
        await made.CameAsync(bed.Colleagues(6));
        bed.Clock.Now = A.Monday;
        await CameAsync(bed, 5, bed.Session, bed.Joost);
        bed.Clock.Now = A.Monday;
        await CameAsync(bed, 4, hers, claire);

        Assert.Equal((9, 9, 0, 0), Of((await FindAsync(bed, bed.Lead)).All!));
        Assert.Equal((5, 5, 0, 0), Of((await FindAsync(bed, bed.Joost)).All!));
        Assert.Null((await FindAsync(bed, claire)).All);
        Assert.Contains("at least 5 people", (await bed.App.Visitor(claire).GetAsync("/infosessions/figures")).Text, StringComparison.Ordinal);
        foreach (var path in (string[])["/infosessions/figures", "/infosessions/figures.csv"])
        {
            Assert.Equal("/denied", (await bed.App.Visitor(bed.Colleagues(1)[0]).GetAsync(path)).Location?.Split('?')[0]);
            Assert.NotEqual(HttpStatusCode.OK, (await bed.App.Visitor().GetAsync(path)).Status);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_file_has_what_the_page_has_and_runs_nothing_in_a_spreadsheet(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var topic = AnInfosession.Topic("=HYPERLINK(\"x\")");
        var session = AnInfosession.Of(topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(topic, session);
        await CameAsync(bed, 5, session, bed.Joost);

        var lines = (await bed.App.Visitor(bed.Lead).GetAsync("/infosessions/figures.csv")).Html.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("\"By\";\"Group\";\"People\";\"Places\";\"Came\";\"Did not come\";\"Walked in\";\"Show-rate\"", lines[0]);
        Assert.Equal("\"Everyone\";\"Everyone\";\"5\";\"5\";\"5\";\"0\";\"0\";\"100%\"", lines[1]);
        Assert.Contains("\"By topic\";\"'=HYPERLINK(\"\"x\"\")\";\"5\"", lines[2], StringComparison.Ordinal);
    }

    private static async Task CameAsync(InfosessionTestBed bed, int number, Infosession session, Person facilitator)
    {
        var people = bed.Colleagues(number);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person, session);
        }

        bed.Clock.Now = session.EndsAt;
        await bed.ActAsync<RecordAttendance>(facilitator, a => a.NoteAllAsync(session.Id, [.. people.Select(p => p.Id)]));
    }

    private static Task<AttendanceFigures> FindAsync(InfosessionTestBed bed, Person as_) => bed.ActAsync<FindFigures, AttendanceFigures>(as_, a => a.RunAsync());

    private static (int People, int Came, int NoShows, int WalkedIn) Of(AttendanceGroup group) => (group.People, group.Came, group.NoShows, group.WalkedIn);
}
