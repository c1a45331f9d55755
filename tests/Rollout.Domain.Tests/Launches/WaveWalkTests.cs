using NodaTime;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

/// <summary>Random commands by everyone in any order; the invariants hold at every step.</summary>
public sealed class WaveWalkTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_happens_in_whatever_order_the_promises_hold(int seed)
    {
        var walk = new Walk(new Random(seed));
        for (var step = 0; step < 150; step++)
        {
            walk.Step();
        }
    }

    private sealed class Walk(Random random)
    {
        private readonly Setting _s = new();
        private Instant _now = A.Monday;
        private List<(SignOffId, string)> _record = [];
        private bool _wasLive;
        private WaveTerms? _signedOn;

        public void Step()
        {
            _now += Duration.FromMinutes(random.Next(0, 600));
            var before = (_s.Wave.State, Live: Spelled(), Blocked: _s.Wave.Blockages(_now).Count);
            var started = false;
            try
            {
                started = Act(_s.Wave.Launches[random.Next(2)]);
            }
            catch (BrokenRuleException)
            {
                Assert.Equal(before.Live, Spelled());
            }

            if (started)
            {
                Assert.Equal((WaveState.Planned, 0), (before.State, before.Blocked));
            }

            Check(before.Live);
        }

        private bool Act(Launch launch)
        {
            var (who, check) = (new[] { _s.Lead, _s.An, _s.Bas, _s.Owner }[random.Next(4)], launch.Checks[random.Next(launch.Checks.Count)].Id);
            switch (random.Next(16))
            {
                case 0: _s.Wave.Move(_s.Wave.Moment.PlusDays(random.Next(-5, 20)), who, _now); break;
                case 1: _s.Wave.TakeOut(launch.Id, "Reason", who, _now); break;
                case 2: _s.Wave.PutBack(launch.Id, who); break;
                case 3: _s.Wave.Start(StartGate.Open, who, _now); return true;
                case 4: _s.Wave.Hold("Reason", who, _now); break;
                case 13: _s.Wave.Lift(who, _now); break;
                case 14: _s.Wave.TakeBack(who, _now); break;
                case 15: _s.Wave.Agree(new WaveTerms(random.Next(2) == 0, random.Next(0, 20), random.Next(-1, 300)), _s.Wave.TimesAgreed - random.Next(2), who); break;
                case 5 or 6: _ = _s.Wave.GoLive(_now); break;
                case 7: launch.FallBack(_s.Wave, check, "Why", who, _now); break;
                case 8: launch.Report(10, random.Next(12), null, who, _now); break;
                case 9: launch.SignOff(_s.Wave, new VerdictGiven.NoGo("Why"), _s.Seen(launch), who, _now); break;
                case 10: launch.SignOff(_s.Wave, new VerdictGiven.GoOnCondition("What", null, _now.InUtc().Date.PlusDays(random.Next(9))), _s.Seen(launch), who, _now); break;
                default:
                    foreach (var open in launch.Checks.Where(c => !c.Done).ToList())
                    {
                        launch.Tick(_s.Wave, open.Id, new Evidence("Seen"), who, _now);
                    }

                    launch.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(launch), who, _now);
                    break;
            }

            return false;
        }

        private void Check(string before)
        {
            Assert.All(_s.Wave.Launches, l => Assert.Null(l.VerifySignOffs()));
            var record = _s.Wave.Launches.SelectMany(l => l.SignOffs).Select(s => (s.Id, s.Hash)).ToList();
            Assert.Subset(record.ToHashSet(), _record.ToHashSet());
            _record = record;

            if (_wasLive)
            {
                Assert.Equal(before, Spelled());
            }

            _signedOn = _s.Wave.State == WaveState.Planned ? null : _signedOn ?? _s.Wave.Terms;
            Assert.True(_signedOn is not { } then || (then.IsPilot, then.GoLastsDays, then.LateMinutes) == (_s.Wave.Terms.IsPilot, _s.Wave.Terms.GoLastsDays, _s.Wave.Terms.LateMinutes));
            Assert.True(_s.Wave.LiveAt is not { } live || (live >= _s.Wave.MomentAt && live <= _s.Wave.LateFrom));
            _wasLive = _s.Wave.State == WaveState.Live;
            Assert.Equal(_wasLive, _s.Wave.LiveAt is not null);
            Assert.All(_s.Wave.Included, l => Assert.Equal(_s.Wave.LiveAt, l.LiveAt));
            Assert.Equal(_s.Wave.State == WaveState.Planned, _s.Wave.StartedBy is null);
            Assert.True(_s.Wave.State == WaveState.Planned || _s.Wave.Included.Any());
        }

        // Everything that must not change once live; a refused command changes none of it either, except for ticks before it.
        private string Spelled() => string.Join('|', _s.Wave.Launches.Select(l => $"{_s.Wave.MomentAt} {_s.Wave.Terms} {l.State} {l.LiveAt} {l.SignOffs.Count} {l.Checks.Count} {l.Checks.Sum(c => c.TimesFallenBack)} {l.LeftOutReason}"));
    }
}
