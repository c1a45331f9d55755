using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests.Kit;

/// <summary>A lead with five branches, five facilitators, three open topics, and nothing planned.</summary>
internal sealed record ThreeTopics(Person Lead, IReadOnlyList<Branch> Branches, IReadOnlyList<Person> Facilitators, IReadOnlyList<Topic> Topics)
{
    public static ThreeTopics In(Story story)
    {
        Branch[] branches = [A.Branch("Mechelen"), A.Branch("Gent"), A.Branch("Antwerpen"), A.Branch("Hasselt"), A.Branch("Brugge")];
        string[] names = ["Els Jansen", "Joost Maes", "Claire Dubois", "Karim Benali", "An Peeters"];
        Person[] facilitators = [.. branches.Zip(names, (branch, name) => AnInfosession.Facilitator(branch, name))];
        var lead = A.Lead(branches[0]);
        Topic[] topics = [AnInfosession.Topic("De verbonden organisatie"), AnInfosession.Topic("Bellen en chatten"), AnInfosession.Topic("Sociale media")];
        story.Rollout.Database.Given([A.Rollout(), .. branches, .. facilitators, lead, .. topics]);
        return new ThreeTopics(lead, branches, facilitators, topics);
    }

    /// <summary>The lead in a browser, signed in.</summary>
    public Task<BrowserVisitor> LeadAsync(Story story, string language = "en") =>
        story.SignedInAsync(Lead, new Browsing(Language: language switch { "nl" => "nl-BE", "fr" => "fr-BE", _ => "en-GB" }));

    /// <summary>One infosession of the first topic in Gent, on that day at ten, published.</summary>
    public Infosession Given(Story story, LocalDate day)
    {
        var session = AnInfosession.Of(Topics[0], Branches[1], Facilitators[1], starts: day.At(new LocalTime(10, 0)));
        story.Rollout.Database.Given(session);
        return session;
    }
}
