using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>A company with fifty colleagues, two topics with three tight dates each, one infosession whose door is open, and nudges that fall due all the time.</summary>
internal sealed class ChaosCompany
{
    private const int Colleagues = 50;
    private const int Expected = 30;
    private const int NudgesAMinute = 60;
    private const int OneInIsText = 3;

    private ChaosCompany(Branch gent, Instant now)
    {
        var today = now.InZone(A.Brussels).Date;
        Joost = AnInfosession.Facilitator(gent);
        People = [.. Enumerable.Range(0, Colleagues).Select(i => A.Person(gent, $"Colleague Nr{i}"))];
        Visitors = [.. Enumerable.Range(0, Expected).Select(i => A.Person(gent, $"Visitor Nr{i}"))];
        Topics = [AnInfosession.Topic(), AnInfosession.Topic("Iets anders"), AnInfosession.Topic("Nu")];
        Sessions = [.. Enumerable.Range(0, 6).Select(i => AnInfosession.Of(Topics[i / 3], gent, Joost, seats: 8, today.PlusDays(20 + i).At(new LocalTime(14, 0)), now: now))];
        AtTheDoor = AnInfosession.Of(Topics[2], gent, Joost, seats: Expected, now.InZone(A.Brussels).LocalDateTime.PlusMinutes(10), now: now - Duration.FromDays(3));
    }

    public Person Joost { get; }
    public IReadOnlyList<Person> People { get; }

    /// <summary>Those who are ticked.</summary>
    public IReadOnlyList<Person> Visitors { get; }

    public IReadOnlyList<Infosession> Sessions { get; }
    public Infosession AtTheDoor { get; }

    /// <summary>The code of an ambassador who can have all of them.</summary>
    public string Code { get; private set; } = "";

    private IReadOnlyList<Topic> Topics { get; }

    public static ChaosCompany In(TestDatabase database)
    {
        var now = RolloutProgram.Now;
        // Nothing is known of the public holidays there, whatever the day of the run.
        var (gent, today) = (A.Branch(country: "ZZ"), now.InZone(A.Brussels).Date);
        var company = new ChaosCompany(gent, now);
        var sanne = A.Person(gent, "Sanne de Bruijn");
        var ambassador = Ambassador.Appoint(sanne.Id, 2 * Colleagues, today.PlusDays(-7), today.PlusDays(60), AmbassadorCode.Create("Sanne"), today, now);
        company.Code = ambassador.Code;
        database.Given(
        [
            A.Rollout(), gent, company.Joost, sanne, ambassador, .. company.People, .. company.Visitors, .. company.Topics, .. company.Sessions, company.AtTheDoor,
            .. company.Visitors.Select(p => Registration.Of(p.Id, company.AtTheDoor.Id, now)),
        ]);
        using var db = database.CreateDbContext();
        db.Infosessions.Where(s => s.Id == company.AtTheDoor.Id).ExecuteUpdate(set => set.SetProperty(s => s.Taken, Expected));
        return company;
    }

    /// <summary>Queues nudges that fall due all the time from now on, by mail and by text message.</summary>
    public void Nudge(TestDatabase database, TimeSpan lasts)
    {
        var now = RolloutProgram.Now;
        var letter = EmailBuilder.Write(A.Rollout(), Localizer.In("en"), "Jan", "One step", "You are in Gent.", "There is one step for you.");
        database.Given([.. Enumerable.Range(1, (int)(NudgesAMinute * lasts.TotalMinutes)).Select(i => OutboxMessage.Nudge(
            OutboxMessageId.New(), $"chaos-nudge-{i}", "test", IsText(i) ? EmailBuilder.To(People[i % People.Count]) with { Address = $"+324{70000000 + i}" } : EmailBuilder.To(People[i % People.Count]), letter, now,
            now + Duration.FromMinutes((double)i / NudgesAMinute), now + Duration.FromDays(1), channel: IsText(i) ? MessageChannel.TextMessage : MessageChannel.Mail))]);
    }

    private static bool IsText(int number) => number % OneInIsText == 0;
}
