using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Testing;

/// <summary>The kinds of event on the way to a credit.</summary>
public enum CreditEventKind
{
    Invited,
    Landed,
    Accepted,
    Confirmed,

    /// <summary>Someone confirms by facts that others may know.</summary>
    ConfirmedByFacts,

    /// <summary>The colleague says that it was not them who confirmed by facts.</summary>
    Disowned,
    Observed,
    Claimed,

    /// <summary>The colleague contradicts a claim.</summary>
    Contradicted,

    /// <summary>The ambassador asks the lead for a review, and the lead changes nothing.</summary>
    Reviewed,
    TermEnds,
    Moved,
}

/// <summary>An event and when it happened, whenever it is reported.</summary>
public sealed record CreditEvent(CreditEventKind Kind, int Ambassador, int Colleague, Instant At);

/// <summary>The ambassador a colleague counts for, and since when.</summary>
public sealed record CreditOutcome(int Colleague, int Ambassador, int EarnedBy, Instant At, CreditEvidence Evidence, bool Provisional);

/// <summary>A random history of a few ambassadors and colleagues, who may be ambassadors themselves.</summary>
public sealed class CreditHistory
{
    private static readonly LocalDate From = new(2026, 11, 2);
    private static readonly LocalDate Until = new(2026, 11, 20);

    private static readonly CreditEventKind[] Often =
    [
        CreditEventKind.Invited, CreditEventKind.Invited, CreditEventKind.Invited, CreditEventKind.Landed, CreditEventKind.Accepted, CreditEventKind.Accepted, CreditEventKind.Accepted,
        CreditEventKind.Confirmed, CreditEventKind.ConfirmedByFacts, CreditEventKind.ConfirmedByFacts, CreditEventKind.Observed, CreditEventKind.Claimed, CreditEventKind.Claimed, CreditEventKind.Reviewed, CreditEventKind.Moved, CreditEventKind.TermEnds,
    ];

    private readonly Dictionary<(int Ambassador, int Colleague), Claim> _claims;

    public CreditHistory(int seed, Branch branch, CountingEvidence? rule = null, int definition = ProfileDefinition.BuiltIn)
    {
        var dice = new Random(seed);
        Definition = definition;
        Rule = rule ?? (dice.Next(3) == 0 ? new CountingEvidence(dice.Next(2) == 0, Imports: true, Claims: true, Facts: dice.Next(3) > 0) : CountingEvidence.BuiltIn);
        People = [.. Enumerable.Range(0, 5).Select(i => A.Person(branch, $"Colleague {i}"))];
        Ambassadors = [.. People.Take(3).Select((p, i) => Ambassador.Appoint(p.Id, 100, From, Until, $"H{seed}-{i}", From, A.Monday))];
        var ended = new HashSet<int>();
        var claimed = new HashSet<(int, int)>();
        Events = [.. Enumerable.Range(0, dice.Next(4, 40))
            .Select(_ => new CreditEvent(Often[dice.Next(Often.Length)], dice.Next(3), dice.Next(5), Moment(dice)))
            .Select(e => e.Kind == CreditEventKind.Observed ? e with { At = e.At.InZone(A.Brussels).Date.PlusDays(1).AtStartOfDayInZone(A.Brussels).ToInstant() - Duration.FromMilliseconds(1) } : e)
            .Where(e => e.Kind != CreditEventKind.Moved || e.Colleague != e.Ambassador)
            .Where(e => e.Kind != CreditEventKind.TermEnds || ended.Add(e.Ambassador))
            .Where(e => e.Kind != CreditEventKind.Claimed || claimed.Add((e.Ambassador, e.Colleague))) // a second claim is refused
            .SelectMany(e => e.Kind == CreditEventKind.Claimed && e.Ambassador != e.Colleague && dice.Next(3) == 0
                ? [e, e with { Kind = CreditEventKind.Contradicted, At = e.At + Duration.FromMilliseconds(dice.NextInt64(8L * 24 * 60 * 60 * 1000)) }]
                : new[] { e })
            .SelectMany(e => e.Kind == CreditEventKind.ConfirmedByFacts && dice.Next(4) == 0
                ? [e, e with { Kind = CreditEventKind.Disowned, At = e.At + Duration.FromMilliseconds(1 + dice.NextInt64(8L * 24 * 60 * 60 * 1000)) }]
                : new[] { e })
            .DistinctBy(e => (e.At, e.Kind == CreditEventKind.Observed ? e.Colleague : -1))];
        _claims = Events.Where(e => e.Kind == CreditEventKind.Claimed && e.Ambassador != e.Colleague)
            .ToDictionary(e => (e.Ambassador, e.Colleague), e => Claim.Make(Ambassadors[e.Ambassador], From, branch.Id, People[e.Colleague], done: 0, open: 0, e.At, definition));
        Opens = From.AtStartOfDayInZone(A.Brussels).ToInstant();
        Closes = Until.PlusDays(1).AtStartOfDayInZone(A.Brussels).ToInstant();
    }

    public CountingEvidence Rule { get; }

    /// <summary>The number of the definition in force.</summary>
    public int Definition { get; }

    public IReadOnlyList<Person> People { get; }

    /// <summary>The first of the people.</summary>
    public IReadOnlyList<Ambassador> Ambassadors { get; }

    public IReadOnlyList<CreditEvent> Events { get; }
    public Instant Opens { get; }
    public Instant Closes { get; }

    /// <summary>The claim an event makes or contradicts.</summary>
    public Claim ClaimOf(CreditEvent e) => _claims[(e.Ambassador, e.Colleague)];

    /// <summary>
    /// The events in random order, the first of them twice. A contradiction is reported after its claim, and that someone disowns after everything that was
    /// confirmed in their name; everything else in any order.
    /// </summary>
    public IEnumerable<(double Place, CreditEvent Event)> InAnyOrder(Random dice, int twice = 0)
    {
        var places = Events.ToDictionary(e => e, _ => dice.NextDouble());
        foreach (var e in Events.Where(e => e.Kind == CreditEventKind.Contradicted))
        {
            places[e] = Events.Where(c => c.Kind == CreditEventKind.Claimed && (c.Ambassador, c.Colleague) == (e.Ambassador, e.Colleague))
                .Select(c => After(places[c])).Single();
        }

        foreach (var e in Events.Where(e => e.Kind == CreditEventKind.Disowned))
        {
            places[e] = After(Events.Where(c => c.Kind == CreditEventKind.ConfirmedByFacts && c.Colleague == e.Colleague).Max(c => places[c]));
        }

        return Events.Select(e => (places[e], e))
            .Concat(Events.Take(twice).Where(e => e.Kind != CreditEventKind.ConfirmedByFacts).Select(e => (After(places[e]), e)));

        double After(double place) => place + ((1 - place) * dice.NextDouble());
    }

    /// <summary>
    /// The credits as they arise when every event is seen as it happens: a credit is given at the first moment it is due and never moves by itself. A
    /// contradicted claim was never made, whenever the colleague contradicts it, and so is what they disown. Independent of how the product settles.
    /// </summary>
    public IReadOnlyList<CreditOutcome> AsItHappened() =>
        [.. Enumerable.Range(0, People.Count).Select(Lived).OfType<CreditOutcome>()];

    private CreditOutcome? Lived(int colleague)
    {
        var (asked, yes, claimed) = (new Instant?[3], new Instant?[3], new Instant?[3]);
        var ends = Enumerable.Range(0, 3).Select(a => Events.Where(e => e.Kind == CreditEventKind.TermEnds && e.Ambassador == a).Select(e => e.At).Append(Closes).Min()).ToArray();
        (Instant At, CreditEvidence Kind)? complete = null;
        (int By, Instant At)? given = null;
        var untrue = Events.Where(e => e.Kind == CreditEventKind.Contradicted && e.Colleague == colleague).Select(e => e.Ambassador).ToHashSet();
        var disowned = Events.Any(e => e.Kind == CreditEventKind.Disowned && e.Colleague == colleague);
        foreach (var e in Events.Where(e => e.Colleague == colleague && !(e.Kind == CreditEventKind.ConfirmedByFacts && disowned) && !(e.Kind == CreditEventKind.Claimed && untrue.Contains(e.Ambassador))).OrderBy(e => e.At))
        {
            switch (e.Kind)
            {
                case CreditEventKind.Invited: asked[e.Ambassador] ??= e.At; break;
                case CreditEventKind.Accepted: (asked[e.Ambassador], yes[e.Ambassador]) = (asked[e.Ambassador] ?? e.At, yes[e.Ambassador] ?? e.At); break;
                case CreditEventKind.Claimed:
                    if (e.Ambassador == colleague)
                    {
                        break; // refused
                    }

                    (asked[e.Ambassador], claimed[e.Ambassador]) = (asked[e.Ambassador] ?? e.At, claimed[e.Ambassador] ?? e.At);
                    complete ??= Rule.Claims ? (e.At, CreditEvidence.Claimed) : null;
                    break;
                case CreditEventKind.Confirmed: complete ??= Rule.Confirmations ? (e.At, CreditEvidence.SignedIn) : null; break;
                case CreditEventKind.ConfirmedByFacts: complete ??= Rule.Confirmations && Rule.Facts ? (e.At, CreditEvidence.MatchingFacts) : null; break;
                case CreditEventKind.Observed: complete ??= Rule.Imports ? (e.At, CreditEvidence.Observed) : null; break;
            }

            if (given is null && complete is { } done && Best(done.At) is { } best)
            {
                given = (best, e.At);
            }
        }

        var moved = Events.Where(e => e.Kind == CreditEventKind.Moved && e.Colleague == colleague).OrderBy(e => e.At).LastOrDefault();
        var settled = Events.Any(e => e.Colleague == colleague && ((e.Kind == CreditEventKind.Confirmed && Rule.Confirmations) || (e.Kind == CreditEventKind.Observed && Rule.Imports)));
        return given is { } credit ? new CreditOutcome(colleague, moved?.Ambassador ?? credit.By, credit.By, credit.At, complete!.Value.Kind, !settled) : null;

        int? Best(Instant at) => Enumerable.Range(0, 3)
            .SelectMany(a => new[] { (Ambassador: a, Began: yes[a], Claim: false), (Ambassador: a, Began: claimed[a], Claim: true) })
            .Where(w => w.Ambassador != colleague && w.Began < ends[w.Ambassador] && InTerm(w.Ambassador, at) && asked[w.Ambassador] <= at)
            .OrderBy(w => w.Claim).ThenBy(w => w.Began)
            .Select(w => (int?)w.Ambassador).FirstOrDefault();

        bool InTerm(int a, Instant at) => at >= Opens && at < ends[a];
    }

    // Mostly within the term, sometimes before it and after it.
    private static Instant Moment(Random dice) => Instant.FromUtc(2026, 10, 31, 0, 0) + Duration.FromMilliseconds(dice.NextInt64(24L * 24 * 60 * 60 * 1000));
}
