namespace Rollout.Domain.People;

public readonly record struct PersonId(Guid Value)
{
    public static PersonId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();

    // A list goes on after the last of its page.
    public static bool operator >(PersonId left, PersonId right) => left.Value > right.Value;

    public static bool operator <(PersonId left, PersonId right) => left.Value < right.Value;
}
