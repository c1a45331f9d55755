using Rollout.Notifications.Delivery;

namespace Rollout.Notifications.Tests.Delivery;

/// <summary>Networks bill by the part: 160 characters of the GSM alphabet or 153 of several parts, 70 or 67 of any other.</summary>
public sealed class TextMessageSizeTests
{
    [Theory]
    [InlineData("a", 160, 1)]
    [InlineData("a", 161, 2)]
    [InlineData("a", 306, 2)]
    [InlineData("a", 307, 3)]
    [InlineData("é", 160, 1)] // of the alphabet
    [InlineData("Ç", 160, 1)]
    [InlineData("€", 80, 1)] // counts twice
    [InlineData("€", 81, 2)]
    [InlineData("€", 153, 3)] // never split: 76 fit into a part
    [InlineData("ë", 70, 1)]
    [InlineData("ë", 71, 2)]
    [InlineData("ç", 134, 2)]
    [InlineData("ç", 135, 3)]
    [InlineData("👋", 35, 1)]
    [InlineData("👋", 67, 3)] // never split: 33 fit into a part
    public void Parts_are_counted_as_networks_do(string character, int times, int parts) =>
        Assert.Equal(parts, TextMessageSize.Of(string.Concat(Enumerable.Repeat(character, times))).Parts);

    [Fact]
    public void One_first_name_triples_the_price_and_without_its_accent_it_does_not()
    {
        var text = string.Concat(Enumerable.Repeat("x", 155)) + " Zoë";

        Assert.Equal((3, false), (TextMessageSize.Of(text).Parts, TextMessageSize.Of(text).IsPlain));
        Assert.Equal(1, TextMessageSize.Of(TextMessageSize.WithoutAccents(text)).Parts);
        Assert.Equal("Zoe aan 't cafe oe... \"François\" - é".Replace("François", "Francois", StringComparison.Ordinal).Replace("cafe", "café", StringComparison.Ordinal), TextMessageSize.WithoutAccents("Zoë aan ’t café œ… “François” – é"));
    }
}
