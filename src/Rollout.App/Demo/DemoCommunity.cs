using NodaTime;
using Rollout.App.Modules.Ambassadors.Community;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Demo;

/// <summary>Invents what ambassadors share: tips, answered and open questions, one published story, and the names of those who chose to be named.</summary>
internal sealed class DemoCommunity(DemoCompany company, IReadOnlyList<Ambassador> ambassadors)
{
    public IEnumerable<object> Invent()
    {
        var (now, asker) = (company.Now, ambassadors[^1].Person);
        for (var i = 0; i < ambassadors.Count; i += 2)
        {
            ambassadors[i].ShowName(true);
        }

        yield return Tip.Write("nl", "Begin aan de koffiemachine: laat je QR zien en blijf erbij. Vijf minuten is genoeg.", now - Duration.FromDays(9));
        yield return Tip.Write("nl", "Een foto maken doe je samen, met je eigen telefoon. Daarna volgt de rest vanzelf.", now - Duration.FromDays(3));
        yield return Tip.Write("fr", "Commencez à la machine à café : montrez votre QR et restez. Cinq minutes suffisent.", now - Duration.FromDays(6));
        yield return Tip.Write("en", "Begin at the coffee machine: show your QR and stay. Five minutes is enough.", now - Duration.FromDays(6));
        var answered = AmbassadorQuestion.Ask(ambassadors[0].Person, "Tellen uitzendkrachten ook mee?", now - Duration.FromDays(8));
        answered.Reply("Ja, iedereen die in het personeelsbestand staat telt mee.", now - Duration.FromDays(7));
        yield return answered;
        yield return AmbassadorQuestion.Ask(asker, "Mag ik de affiche ook in de kantine ophangen?", now - Duration.FromDays(1));
        var story = Spotlight.Ask(ambassadors[1].Person, company.Lead.Id, now - Duration.FromDays(5));
        story.Give("Ik ging gewoon elke dag bij één collega langs. Na een week vroegen ze het míj. Het mooiste was een collega van de nachtploeg die nu zelf foto’s van de werf deelt.", now - Duration.FromDays(4));
        yield return story;
        yield return Consent.Give(story.Person, ConsentPurpose.Story, Localizer.In("nl")[WriteSpotlightStory.ConsentText], "nl", story.At);
        yield return Spotlight.Ask(asker, company.Lead.Id, now - Duration.FromDays(1));
    }
}
