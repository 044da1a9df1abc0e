// Stands in for react-devtools-core, which a production bundle never loads.
export default {};
