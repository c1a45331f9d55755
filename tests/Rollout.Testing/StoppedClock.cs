using NodaTime;

namespace Rollout.Testing;

/// <summary>A clock that stands still until a test moves it. It is both the application's IClock and its TimeProvider.</summary>
public sealed class StoppedClock(Instant now) : TimeProvider, IClock
{
    private readonly Lock _gate = new();
    private Instant _now = now;

    public Instant Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }

        set
        {
            lock (_gate)
            {
                _now = value;
            }
        }
    }

    public void Advance(Duration by) => Now += by;

    public Instant GetCurrentInstant() => Now;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
