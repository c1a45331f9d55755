namespace Rollout.Domain.Infosessions;

public readonly record struct RegistrationId(Guid Value)
{
    public static RegistrationId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();

    // A list goes on after the last of its page.
    public static bool operator >(RegistrationId left, RegistrationId right) => left.Value > right.Value;

    public static bool operator <(RegistrationId left, RegistrationId right) => left.Value < right.Value;
}
