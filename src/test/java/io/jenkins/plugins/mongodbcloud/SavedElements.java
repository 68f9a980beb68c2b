package io.jenkins.plugins.mongodbcloud;

import com.thoughtworks.xstream.XStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** The elements that an object is saved as, and what is to be read if one of them is missing. */
final class SavedElements {

    private final Object object;
    private final String xml;

    SavedElements(XStream xstream, Object object) {
        this.object = object;
        this.xml = xstream.toXML(object);
    }

    /**
     * A step from an element to one below it.
     *
     * @param index which of the elements below it
     * @param name the name of a property, or the type of an entry of a list
     */
    record Step(int index, String name) {
        @Override
        public String toString() {
            return index + " " + name;
        }
    }

    /** Where the elements are, seen from the outermost. */
    List<List<Step>> paths() {
        List<List<Step>> paths = new ArrayList<>();
        addPaths(parse(xml).getDocumentElement(), List.of(), paths);
        return paths;
    }

    private static void addPaths(Element element, List<Step> above, List<List<Step>> paths) {
        List<Element> below = children(element);
        for (int i = 0; i < below.size(); i++) {
            List<Step> path = new ArrayList<>(above);
            path.add(new Step(i, below.get(i).getTagName()));
            paths.add(List.copyOf(path));
            addPaths(below.get(i), path, paths);
        }
    }

    /** The XML without the element that is there. */
    String without(List<Step> path) {
        Document document = parse(xml);
        Element element = document.getDocumentElement();
        for (Step step : path) {
            element = children(element).get(step.index());
        }
        element.getParentNode().removeChild(element);
        return write(document);
    }

    /**
     * The properties of what is to be read without the element that is there.
     *
     * @param usual an object of a type that has the defaults
     */
    Map<String, Object> propertiesWithout(List<Step> path, Function<Class<?>, Object> usual) {
        Map<String, Object> all = properties(object);
        Object owner = object;
        Object inOwner = all;
        for (Step step : path.subList(0, path.size() - 1)) {
            owner = owner instanceof List<?> list ? list.get(step.index()) : get(owner, step.name());
            inOwner = below(inOwner, step);
        }
        Step last = path.get(path.size() - 1);
        if (owner instanceof List<?>) {
            asList(inOwner).remove(last.index());
        } else {
            Object missing = properties(usual.apply(owner.getClass())).get(last.name());
            asMap(inOwner).put(last.name(), missing);
        }
        return all;
    }

    private static Object below(Object values, Step step) {
        return values instanceof List<?> list
                ? list.get(step.index())
                : asMap(values).get(step.name());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object values) {
        return (Map<String, Object>) values;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asList(Object values) {
        return (List<Object>) values;
    }

    /** What the getters say that belong to saved fields; properties of what is in them, where that is of the plugin. */
    static Map<String, Object> properties(Object object) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0 && !field.isSynthetic()) {
                    properties.put(field.getName(), values(get(object, field.getName())));
                }
            }
        }
        return properties;
    }

    private static Object values(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list.stream().map(SavedElements::values).toList());
        }
        boolean isOfThePlugin = value != null
                && !(value instanceof Enum<?>)
                && value.getClass().getName().startsWith(SavedElements.class.getPackageName());
        return isOfThePlugin ? properties(value) : value;
    }

    private static Object get(Object object, String property) {
        String suffix = Character.toUpperCase(property.charAt(0)) + property.substring(1);
        try {
            Method getter = getter(object.getClass(), suffix);
            getter.setAccessible(true);
            return getter.invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot read " + property + " of " + object.getClass(), e);
        }
    }

    private static Method getter(Class<?> type, String suffix) throws NoSuchMethodException {
        try {
            return type.getMethod("get" + suffix);
        } catch (NoSuchMethodException e) {
            return type.getMethod("is" + suffix);
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Document parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError(xml, e);
        }
    }

    private static String write(Document document) {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
