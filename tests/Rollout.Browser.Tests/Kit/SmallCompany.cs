using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests.Kit;

/// <summary>
/// One branch with a wave eleven days off, an infosession with one seat left to take, an ambassador, and three colleagues: Jan and Els with a
/// mailbox, Piet without.
/// </summary>
internal sealed record SmallCompany(Person Jan, Person Piet, Infosession Infosession, Ambassador Ambassador)
{
    public static SmallCompany In(Story story)
    {
        var branch = A.Branch();
        var (lead, facilitator, sanne) = (A.Lead(branch), AnInfosession.Facilitator(branch), A.Person(branch, "Sanne Wouters"));
        var jan = A.Person(branch, "Jan van den Berg", "jan@voorbeeld.be");
        var els = A.Person(branch, "Els Janssens", "els@voorbeeld.be");
        var piet = A.Person(branch, "Piet Peeters", email: null);
        foreach (var colleague in (Person[])[jan, els])
        {
            colleague.SetLanguage("en");
        }

        var topic = AnInfosession.Topic();
        var infosession = AnInfosession.Of(topic, branch, facilitator, seats: 1);
        var ambassador = Ambassador.Appoint(sanne.Id, 10, new LocalDate(2026, 11, 16), new LocalDate(2026, 12, 31), "SANNE-7K3M", A.Today, A.Monday);
        var wave = Wave.Plan(
            "Wave 1", new LocalDateTime(2026, 12, 4, 9, 0), A.Brussels, [branch.Id], [new PlannedCheck("Kick-off planned", CheckWeight.Must, 5)],
            A.Acting(lead, branch), A.Monday);
        story.Rollout.Database.Given(A.Rollout(), branch, lead, facilitator, sanne, jan, els, piet, topic, infosession, ambassador, wave);
        return new SmallCompany(jan, piet, infosession, ambassador);
    }
}
