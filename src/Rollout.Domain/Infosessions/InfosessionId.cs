namespace Rollout.Domain.Infosessions;

public readonly record struct InfosessionId(Guid Value)
{
    public static InfosessionId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();

    // A list goes on after the last of its page.
    public static bool operator >(InfosessionId left, InfosessionId right) => left.Value > right.Value;

    public static bool operator <(InfosessionId left, InfosessionId right) => left.Value < right.Value;
}
