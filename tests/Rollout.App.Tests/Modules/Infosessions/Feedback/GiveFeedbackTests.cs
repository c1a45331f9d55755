using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Feedback;

/// <summary>One answer per attendee, and nothing that links an answer to a person.</summary>
public sealed class GiveFeedbackTests
{
    private static readonly FeedbackAnswer Fine = new(5, 4, "More time to try.");

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_person_and_a_device_answer_once_and_never_more_than_came(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await CameAsync(bed, 3);

        await GiveAsync(bed, people[0], "phone 0");
        await Refused.ByAsync(FeedbackRules.OnceEach, () => GiveAsync(bed, people[0], "laptop 0"));
        await Refused.ByAsync(FeedbackRules.OnceEach, () => GiveAsync(bed, null, "phone 0"));
        await GiveAsync(bed, null, "phone 1");
        await Refused.ByAsync(FeedbackRules.OnceEach, () => GiveAsync(bed, null, "phone 1"));
        await Refused.ByAsync(FeedbackRules.OnlyWhoCame, () => GiveAsync(bed, bed.Joost, "phone 9"));
        await GiveAsync(bed, people[2], "phone 0"); // two people on one device, each with their own link
        await Refused.ByAsync(FeedbackRules.NoMoreAnswersThanAttendees, () => GiveAsync(bed, null, "phone 3"));

        Assert.Equal(3, Answers(bed));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Sixty_presses_at_once_for_ten_who_came_give_ten_answers(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await CameAsync(bed, 10);

        var presses = Enumerable.Range(0, 30).Select(i => (Person: (Person?)people[i % 5], Device: $"link {i}")).Concat(Enumerable.Range(0, 30).Select(i => (Person: (Person?)null, Device: $"phone {i / 2}")));
        var given = await Task.WhenAll(presses.Select(async press =>
        {
            try
            {
                await GiveAsync(bed, press.Person, press.Device);
                return true;
            }
            catch (BrokenRuleException)
            {
                return false;
            }
            catch (DbUpdateException)
            {
                return false;
            }
        }));

        Assert.Equal(10, given.Count(g => g));
        Assert.Equal(10, Answers(bed));
        await using var db = bed.Database.CreateDbContext();
        Assert.Equal(10, db.FeedbackTexts.Count());
        Assert.True(db.FeedbackAsks.Count(a => a.HasAnswered) <= 5);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task It_is_open_from_the_start_for_seven_days(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await CameAsync(bed, 2);
        bed.Clock.Now = bed.Session.StartsAt - Duration.FromMilliseconds(1);
        await Refused.ByAsync(FeedbackRules.FromTheStart, () => GiveAsync(bed, people[0], "phone"));
        bed.Clock.Now = FeedbackTime.ClosesAt(bed.Session.Starts, bed.Session.Zone);
        await Refused.ByAsync(FeedbackRules.UntilItCloses, () => GiveAsync(bed, people[0], "phone"));
        bed.Clock.Now -= Duration.FromMilliseconds(1);
        await GiveAsync(bed, people[0], "phone");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nothing_that_is_kept_leads_from_an_answer_to_a_person(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await CameAsync(bed, 6);
        foreach (var person in people)
        {
            await GiveAsync(bed, person, "phone of " + person.Name);
        }

        await using var db = bed.Database.CreateDbContext();
        string[] kept = ["FeedbackScore", "FeedbackText", "FeedbackDevice"];
        var model = db.Model.GetEntityTypes().Where(e => kept.Contains(e.ClrType.Name)).ToList();
        Assert.Equal(3, model.Count);
        Assert.DoesNotContain(model.SelectMany(e => e.GetProperties()), p => p.ClrType == typeof(PersonId) || p.ClrType == typeof(Instant) || p.ClrType == typeof(RegistrationId));
        Assert.DoesNotContain(db.Model.GetEntityTypes().Single(e => e.ClrType == typeof(FeedbackAsk)).GetProperties(), p => p.ClrType == typeof(Instant));

        // Scores are counters: two rows for six answers of the same kind.
        Assert.Equal([6, 6], db.FeedbackScores.Select(s => s.Answers));

        // The id of a text is random, and does not reveal its time.
        Assert.Equal(6, db.FeedbackTexts.AsEnumerable().Select(t => t.Id.Value.ToString()[..8]).Distinct().Count());
    }

    internal static async Task<Person[]> CameAsync(InfosessionTestBed bed, int number, Infosession? session = null)
    {
        var people = bed.Colleagues(number);
        var at = session ?? bed.Session;
        foreach (var person in people)
        {
            await bed.SignUpAsync(person, at);
        }

        bed.Clock.Now = at.EndsAt;
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.NoteAllAsync(at.Id, [.. people.Select(p => p.Id)]));
        return people;
    }

    private static Task GiveAsync(InfosessionTestBed bed, Person? person, string device) =>
        bed.ActAsync<GiveFeedback>(bed.Lead, a => a.RunAsync(bed.Session.Id, person?.Id, device, Fine));

    private static int Answers(InfosessionTestBed bed)
    {
        using var db = bed.Database.CreateDbContext();
        return db.FeedbackScores.Where(s => s.Question == FeedbackQuestion.Useful).Sum(s => s.Answers);
    }
}
