namespace Rollout.App.Tests.Architecture.Another;

/// <summary>Has the name of a type of the domain, to show that the test of names sees it.</summary>
internal sealed class Person;
