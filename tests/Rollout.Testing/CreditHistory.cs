using CsCheck;
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

/// <summary>What a history is made of, as it is drawn: not all of it can happen.</summary>
/// <param name="Order">In which order it is reported.</param>
public sealed record CreditDraw(CountingEvidence Rule, IReadOnlyList<DrawnCreditEvent> Events, int Order)
{
    private const long Day = 24 * 60 * 60 * 1000;

    private static readonly CreditEventKind[] Often =
    [
        CreditEventKind.Invited, CreditEventKind.Invited, CreditEventKind.Invited, CreditEventKind.Landed, CreditEventKind.Accepted, CreditEventKind.Accepted, CreditEventKind.Accepted,
        CreditEventKind.Confirmed, CreditEventKind.ConfirmedByFacts, CreditEventKind.ConfirmedByFacts, CreditEventKind.Observed, CreditEventKind.Claimed, CreditEventKind.Claimed, CreditEventKind.Reviewed, CreditEventKind.Moved, CreditEventKind.TermEnds,
    ];

    private static readonly Gen<CountingEvidence> Rules = Gen.Select(
        Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 2], (other, confirmations, facts) => other == 1 ? new CountingEvidence(confirmations, Imports: true, Claims: true, Facts: facts > 0) : CountingEvidence.BuiltIn);

    // Mostly within the term, sometimes before it and after it.
    private static readonly Gen<DrawnCreditEvent> AnEvent = Gen.Select(
        Gen.Int[0, Often.Length - 1], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Long[0, (24 * Day) - 1], Gen.Int[0, 11], Gen.Long[1, 8 * Day],
        (kind, ambassador, colleague, at, follows, later) => new DrawnCreditEvent(Often[kind], ambassador, colleague, at, follows, later));

    /// <summary>Any history.</summary>
    public static Gen<CreditDraw> Any { get; } = Gen.Select(Rules, AnEvent.List[4, 39], Gen.Int, (rule, events, order) => new CreditDraw(rule, events, order));

    public override string ToString() => string.Join('\n', Events.Prepend((object)Rule).Append($"reported in order {Order}"));
}

/// <summary>An event that may happen.</summary>
/// <param name="At">Milliseconds after the first moment of the history.</param>
/// <param name="Follows">Whether it is contradicted or disowned: where 3 or 4 divides it.</param>
/// <param name="Later">How many milliseconds after it.</param>
public sealed record DrawnCreditEvent(CreditEventKind Kind, int Ambassador, int Colleague, long At, int Follows, long Later);

/// <summary>A history of a few ambassadors and colleagues, who may be ambassadors themselves.</summary>
public sealed class CreditHistory
{
    private static readonly Instant First = Instant.FromUtc(2026, 10, 31, 0, 0);
    private static readonly LocalDate From = new(2026, 11, 2);
    private static readonly LocalDate Until = new(2026, 11, 20);

    private readonly Dictionary<(int Ambassador, int Colleague), Claim> _claims;
    private readonly int _order;

    /// <param name="number">Makes its ambassadors' codes unlike those of other histories in the same database.</param>
    /// <param name="rule">Instead of the rule that was drawn.</param>
    public CreditHistory(CreditDraw draw, Branch branch, int number = 0, CountingEvidence? rule = null, int definition = ProfileDefinition.BuiltIn)
    {
        (Definition, Rule, _order) = (definition, rule ?? draw.Rule, draw.Order);
        People = [.. Enumerable.Range(0, 5).Select(i => A.Person(branch, $"Colleague {i}"))];
        Ambassadors = [.. People.Take(3).Select((p, i) => Ambassador.Appoint(p.Id, 100, From, Until, $"H{number}-{i}", From, A.Monday))];
        Events = [.. Possible(draw.Events)];
        _claims = Events.Where(e => e.Kind == CreditEventKind.Claimed && e.Ambassador != e.Colleague)
            .ToDictionary(e => (e.Ambassador, e.Colleague), e => Claim.Make(Ambassadors[e.Ambassador], From, branch.Id, People[e.Colleague], done: 0, open: 0, e.At, definition));
        Opens = From.AtStartOfDayInZone(A.Brussels).ToInstant();
        Closes = Until.PlusDays(1).AtStartOfDayInZone(A.Brussels).ToInstant();
    }

    public CountingEvidence Rule { get; }

    /// <summary>Decides in which order it is reported.</summary>
    public Random Dice() => new(_order);

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

    private static IEnumerable<CreditEvent> Possible(IEnumerable<DrawnCreditEvent> drawn)
    {
        var (ended, claimed) = (new HashSet<int>(), new HashSet<(int, int)>());
        var events = drawn
            .Where(d => d.Kind != CreditEventKind.Moved || d.Colleague != d.Ambassador)
            .Where(d => d.Kind != CreditEventKind.TermEnds || ended.Add(d.Ambassador))
            .Where(d => d.Kind != CreditEventKind.Claimed || claimed.Add((d.Ambassador, d.Colleague))) // a second claim is refused
            .SelectMany(WithWhatFollows)
            .DistinctBy(e => (e.At, e.Kind == CreditEventKind.Observed ? e.Colleague : -1)).ToList();

        // Of two at the same moment only one is left, and what follows the other is not.
        return events
            .Where(e => e.Kind != CreditEventKind.Contradicted || events.Exists(c => c.Kind == CreditEventKind.Claimed && (c.Ambassador, c.Colleague) == (e.Ambassador, e.Colleague)))
            .Where(e => e.Kind != CreditEventKind.Disowned || events.Exists(c => c.Kind == CreditEventKind.ConfirmedByFacts && c.Colleague == e.Colleague));
    }

    private static IEnumerable<CreditEvent> WithWhatFollows(DrawnCreditEvent drawn)
    {
        var at = First + Duration.FromMilliseconds(drawn.At);
        if (drawn.Kind == CreditEventKind.Observed)
        {
            at = at.InZone(A.Brussels).Date.PlusDays(1).AtStartOfDayInZone(A.Brussels).ToInstant() - Duration.FromMilliseconds(1);
        }

        var e = new CreditEvent(drawn.Kind, drawn.Ambassador, drawn.Colleague, at);
        CreditEventKind? next = e.Kind switch
        {
            CreditEventKind.Claimed when e.Ambassador != e.Colleague && drawn.Follows % 3 == 0 => CreditEventKind.Contradicted,
            CreditEventKind.ConfirmedByFacts when drawn.Follows % 4 == 0 => CreditEventKind.Disowned,
            _ => null,
        };
        return next is { } kind ? [e, e with { Kind = kind, At = at + Duration.FromMilliseconds(drawn.Later) }] : [e];
    }
}
