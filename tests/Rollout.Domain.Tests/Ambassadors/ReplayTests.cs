using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Ambassadors;

/// <summary>The same events, reported in any order and repeatedly, give the same credits as they did when they happened.</summary>
public sealed class ReplayTests
{
    private const int Many = 4_000;

    private int _given;
    private int _contradicted;
    private int _disowned;
    private int _provisional;

    [Fact]
    public async Task In_whatever_order_it_is_told_the_credits_are_the_same()
    {
        foreach (var (draw, seed) in Histories.Draw(CreditDraw.Any, Many))
        {
            await Histories.CheckAsync(CreditDraw.Any, draw, seed, says: d => d.ToString(), holds: IsTheSameAsync);
        }

        Assert.True(_given > Many / 2 && _contradicted > Many / 2, $"Only {_given} credits and {_contradicted} contradictions: the histories try too little.");
        Assert.True(_provisional > Many / 16 && _disowned > Many / 4, $"Only {_provisional} provisional credits and {_disowned} disowned: the histories try too little.");
    }

    private Task IsTheSameAsync(CreditDraw draw)
    {
        var gent = A.Branch();
        var history = new CreditHistory(draw, gent);
        var expected = history.AsItHappened();
        _given += expected.Count;
        _provisional += expected.Count(o => o.Provisional);
        _contradicted += history.Events.Count(e => e.Kind == CreditEventKind.Contradicted);
        _disowned += history.Events.Count(e => e.Kind == CreditEventKind.Disowned);
        for (var order = 0; order < 3; order++)
        {
            var told = new Told(new CreditHistory(draw with { Order = draw.Order + order }, gent));
            foreach (var (_, e) in history.InAnyOrder(told.Dice, twice: order).OrderBy(p => p.Place))
            {
                told.Take(e);
            }

            Assert.Equal(expected, told.Credits());
        }

        return Task.CompletedTask;
    }

    /// <summary>What was stored of the reports, as domain objects.</summary>
    private sealed class Told(CreditHistory history)
    {
        private readonly List<CreditEvent> _events = [];
        private readonly Dictionary<(int, CreditEvidence), ProfileEvidence> _evidence = [];

        public Random Dice { get; } = history.Dice();

        public void Take(CreditEvent e)
        {
            CreditEvidence? kind = e.Kind switch
            {
                CreditEventKind.Confirmed => CreditEvidence.SignedIn,
                CreditEventKind.ConfirmedByFacts => CreditEvidence.MatchingFacts,
                CreditEventKind.Observed => CreditEvidence.Observed,
                CreditEventKind.Claimed when e.Ambassador != e.Colleague && !_events.Contains(e) => CreditEvidence.Claimed,
                _ => null,
            };
            _events.Add(e);
            if (kind is { } evidence)
            {
                if (!_evidence.TryGetValue((e.Colleague, evidence), out var told))
                {
                    _evidence.Add((e.Colleague, evidence), told = ProfileEvidence.Of(history.People[e.Colleague].Id, evidence, e.At, 1, history.Rule));
                }

                told.ReportAgain(e.At);
                if (told.Counts)
                {
                    history.People[e.Colleague].CompletedProfile(e.At);
                }
            }

            if (e.Kind == CreditEventKind.Contradicted)
            {
                Contradict(e);
            }

            if (e.Kind == CreditEventKind.Disowned)
            {
                var known = _evidence.Where(k => k.Key.Item1 == e.Colleague).Select(k => k.Value).ToList();
                foreach (var gone in ProfileEvidence.WithoutDisowned(history.People[e.Colleague], known))
                {
                    _evidence.Remove((e.Colleague, gone.Kind));
                }
            }

            if (e.Kind == CreditEventKind.Reviewed)
            {
                CreditReview.Ask(history.Ambassadors[e.Ambassador].Id, history.People[e.Colleague].Id, "We did it together", e.At).AnswerWith("It stays as it is", history.People[4].Id, e.At);
            }

            if (e.Kind == CreditEventKind.TermEnds && history.Ambassadors[e.Ambassador].SteppedDownAt is null)
            {
                history.Ambassadors[e.Ambassador].StepDown(e.At);
            }
        }

        public IReadOnlyList<CreditOutcome> Credits() => [.. Enumerable.Range(0, history.People.Count).Select(Credit).OfType<CreditOutcome>()];

        private void Contradict(CreditEvent e)
        {
            history.ClaimOf(e).Contradict(e.At);
            var told = _events.Where(c => c.Kind == CreditEventKind.Claimed && c.Colleague == e.Colleague && c.Ambassador != c.Colleague).Distinct().Select(history.ClaimOf).ToList();
            var known = _evidence.Where(k => k.Key.Item1 == e.Colleague).Select(k => k.Value).ToList();
            foreach (var gone in ProfileEvidence.WithoutContradicted(history.People[e.Colleague], known, told))
            {
                _evidence.Remove((e.Colleague, gone.Kind));
            }
        }

        private CreditOutcome? Credit(int colleague)
        {
            var ways = Enumerable.Range(0, 3).Where(a => a != colleague).SelectMany(a => AttributionClaim.Of(InvitationOf(a, colleague), ClaimOf(a, colleague), history.Ambassadors[a], A.Brussels));
            var evidence = _evidence.Where(e => e.Key.Item1 == colleague).Select(e => e.Value).OrderBy(_ => Dice.Next());
            if (CreditAttribution.Of(ways, evidence, history.People[colleague].ProfileCompleteSince) is not { } earned)
            {
                return null;
            }

            var moved = Of(CreditEventKind.Moved, null, colleague).MaxBy(e => e.At);
            var by = Enumerable.Range(0, 3).Single(a => history.Ambassadors[a].Id == earned.Ambassador);
            return new CreditOutcome(colleague, moved?.Ambassador ?? by, by, earned.At, earned.Evidence, earned.Provisional);
        }

        private Invitation? InvitationOf(int a, int colleague)
        {
            var (ambassador, person) = (history.Ambassadors[a].Id, history.People[colleague].Id);
            var invited = Of(CreditEventKind.Invited, a, colleague).MinBy(e => e.At);
            var came = Of(CreditEventKind.Accepted, a, colleague).MinBy(e => e.At);
            var invitation = invited is not null ? Invitation.ByMail(ambassador, person, invited.At) : came is not null ? Invitation.ByComing(ambassador, person, InvitationChannel.Qr, came.At) : null;
            if (came is not null)
            {
                invitation!.Come(InvitationChannel.Qr, came.At);
            }

            return invitation;
        }

        private Claim? ClaimOf(int a, int colleague) => Of(CreditEventKind.Claimed, a, colleague).FirstOrDefault() is { } e && history.ClaimOf(e) is { ContradictedAt: null } claim ? claim : null;

        private IEnumerable<CreditEvent> Of(CreditEventKind kind, int? ambassador, int colleague) =>
            _events.Where(e => e.Kind == kind && e.Colleague == colleague && e.Ambassador == (ambassador ?? e.Ambassador));
    }
}
