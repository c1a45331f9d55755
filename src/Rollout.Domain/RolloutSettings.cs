using Rollout.Domain.People;
using Rollout.Domain.Branches;
using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain;

/// <summary>The settings of the one rollout an installation runs: what is launched, in whose name, in which languages.</summary>
public sealed class RolloutSettings
{
    /// <summary>The languages the product supports.</summary>
    public static readonly IReadOnlyList<string> KnownLanguages = ["en", "nl", "fr"];

    private RolloutSettings()
    {
    }

    /// <summary>Always 1: an installation has one rollout.</summary>
    public int Id { get; private init; } = 1;

    /// <summary>The platform's name: "De Brug".</summary>
    public string PlatformName { get; private set; } = "";

    public string Company { get; private set; } = "";

    /// <summary>The brand colour, as #rrggbb.</summary>
    public string Brand { get; private set; } = DefaultBrand;

    /// <summary>The languages people can choose from, comma separated; the first is the default.</summary>
    public string LanguageList { get; private set; } = "en";

    public string HouseRules { get; private set; } = "";

    /// <summary>Where people open the platform itself, as typed; null only in an installation older than the question.</summary>
    public string? PlatformAddress { get; private set; }

    /// <summary><see cref="PlatformAddress"/> for links. There is nothing to put in its place: without it there is no link.</summary>
    public Uri? Platform => WebAddress.Read(PlatformAddress);

    /// <summary>The lead's time zone, in which programme-wide moments are entered.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    /// <summary>The maximum number of nudges per person in seven days, over all rules.</summary>
    public int ContactBudget { get; private set; } = 1;

    /// <summary>How many working hours someone on a waiting list has to take an offered seat.</summary>
    public int OfferHours { get; private set; } = DefaultOfferHours;

    /// <summary>The norm: one ambassador for this many people of a branch.</summary>
    public int PeoplePerAmbassador { get; private set; } = DefaultPeoplePerAmbassador;

    /// <summary>How many people the lead knows cannot be mailed or called, and has informed in person.</summary>
    public int ToldInPerson { get; private set; }

    /// <summary>When nudges were paused, if they are.</summary>
    public Instant? PausedAt { get; private set; }

    /// <summary>Whether this is a demo company. Only there can anyone sign in as any role with one click.</summary>
    public bool IsDemo { get; private init; }

    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; }

    public IReadOnlyList<string> Languages => LanguageList.Split(',');

    public string DefaultLanguage => Languages[0];

    /// <summary>The branches with a language of their own, and which it is. Filled in by code that loads the settings to write mails.</summary>
    public IReadOnlyDictionary<BranchId, string> BranchLanguages { get; private set; } = new Dictionary<BranchId, string>();

    public RolloutSettings WithBranchLanguages(IReadOnlyDictionary<BranchId, string> languages)
    {
        BranchLanguages = languages;
        return this;
    }

    /// <summary>
    /// The language of a message to a person: their own choice, else that of the page they last acted on, else their branch's, else the rollout's first.
    /// </summary>
    public string LanguageOf(Person person) =>
        FirstSpoken(person.Language, person.PageLanguage, BranchLanguages.GetValueOrDefault(person.Branch));

    /// <summary>The first of these languages that this rollout has, else its own first.</summary>
    public string FirstSpoken(params IEnumerable<string?> languages) => languages.FirstOrDefault(l => l is not null && Languages.Contains(l)) ?? DefaultLanguage;

    public const string DefaultBrand = "#1d3192";

    /// <summary>Half a working day: an offer made in the afternoon lasts until the next morning.</summary>
    public const int DefaultOfferHours = 4;

    /// <summary>About as many people as someone knows by name.</summary>
    public const int DefaultPeoplePerAmbassador = 50;

    public static RolloutSettings Start(string platformName, string company, string brand, IReadOnlyList<string> languages, string houseRules, DateTimeZone zone, bool isDemo, Instant now)
    {
        var rollout = new RolloutSettings { Zone = zone, IsDemo = isDemo, CreatedAt = now };
        rollout.Describe(platformName, company, brand, languages, houseRules);
        return rollout;
    }

    /// <exception cref="BrokenRuleException">A <see cref="RolloutRules"/> rule is broken.</exception>
    public void Describe(string platformName, string company, string brand, IReadOnlyList<string> languages, string houseRules)
    {
        RolloutRules.NeedsAName.Ensure(platformName.Trim().Length is >= 1 and <= 60);
        RolloutRules.NeedsACompany.Ensure(company.Trim().Length is >= 1 and <= 100);
        RolloutRules.BrandIsAColour.Ensure(IsColour(brand));
        RolloutRules.NeedsALanguage.Ensure(languages.Count > 0 && languages.All(KnownLanguages.Contains));
        RolloutRules.HouseRulesFit.Ensure(houseRules.Length <= 4000);
        (PlatformName, Company, Brand, HouseRules) = (platformName.Trim(), company.Trim(), brand.ToLowerInvariant(), houseRules.Trim());
        LanguageList = string.Join(',', languages.Distinct());
    }

    /// <summary>Changes the zone in which new moments are entered; what was planned before keeps its zone.</summary>
    public void SetTimeZone(DateTimeZone zone) => Zone = zone;

    /// <param name="platformAddress">The whole address, http or https.</param>
    /// <param name="rollout">Where Rollout itself is: mails send people to the platform, not back to here.</param>
    /// <exception cref="BrokenRuleException"><see cref="RolloutRules.PlatformHasAnAddress"/> or <see cref="RolloutRules.PlatformIsElsewhere"/></exception>
    public void FoundAt(string? platformAddress, Uri rollout)
    {
        var platform = WebAddress.Read(platformAddress);
        RolloutRules.PlatformHasAnAddress.Ensure(platform is not null);
        RolloutRules.PlatformIsElsewhere.Ensure(platform!.Authority != rollout.Authority);
        PlatformAddress = platformAddress!.Trim();
    }

    public void BudgetContact(int nudgesAWeek)
    {
        RolloutRules.BudgetIsSmall.Ensure(nudgesAWeek is >= 0 and <= 5);
        ContactBudget = nudgesAWeek;
    }

    public void SetOfferDuration(int workingHours)
    {
        RolloutRules.OffersLiveSomeHours.Ensure(workingHours is >= 1 and <= 40);
        OfferHours = workingHours;
    }

    public void SetAmbassadorNorm(int people)
    {
        RolloutRules.NormIsOfAGroup.Ensure(people is >= 5 and <= 1000);
        PeoplePerAmbassador = people;
    }

    /// <summary>The people who cannot be reached now are informed in person; this does not cover people who join them later.</summary>
    public void TellInPerson(int people) => ToldInPerson = people;

    public void PauseNudging(Instant now) => PausedAt ??= now;

    public void Resume() => PausedAt = null;

    private static bool IsColour(string text) =>
        text.Length == 7 && text[0] == '#' && text.AsSpan(1).ToString().All(char.IsAsciiHexDigit);
}

/// <summary>Rules about the rollout as a whole.</summary>
public static class RolloutRules
{
    public static readonly Rule NeedsAName = new("rollout.needs-a-name");
    public static readonly Rule NeedsACompany = new("rollout.needs-a-company");
    public static readonly Rule BrandIsAColour = new("rollout.brand-is-a-colour");
    public static readonly Rule NeedsALanguage = new("rollout.needs-a-language");
    public static readonly Rule PlatformHasAnAddress = new("rollout.platform-has-an-address");

    /// <summary>The platform and Rollout are two sites.</summary>
    public static readonly Rule PlatformIsElsewhere = new("rollout.platform-is-elsewhere");

    public static readonly Rule HouseRulesFit = new("rollout.house-rules-fit");
    public static readonly Rule BudgetIsSmall = new("rollout.budget-is-small");
    public static readonly Rule NormIsOfAGroup = new("rollout.norm-is-of-a-group");
    public static readonly Rule OffersLiveSomeHours = new("rollout.offers-live-some-hours");
}
